import NIOHTTP1

/// What a browser on the same machine asks for.
package struct LocalRequest: Sendable, Equatable {
  package var method: String
  /// Without a question mark and what follows it.
  package var path: String
  /// The host that the browser believes it talks to, with its port, in small letters.
  package var host: String
  /// Names in small letters.
  private var headers: [String: [String]]
  package var body: [UInt8]

  /// `nil` for what is no request of a browser: another form of address, or not exactly one host.
  init?(_ head: HTTPRequestHead, body: [UInt8]) {
    // Two hosts are an attempt to have one checked and the other used.
    let hosts = head.headers["host"]
    guard head.uri.hasPrefix("/"), hosts.count == 1 else { return nil }
    method = head.method.rawValue
    path = String(head.uri.prefix { $0 != "?" })
    host = hosts[0].lowercased()
    headers = Dictionary(grouping: head.headers) { $0.name.lowercased() }
      .mapValues { $0.map(\.value) }
    self.body = body
  }

  /// A header's value; `nil` where there is none, or several.
  package func header(_ name: String) -> String? {
    headers[name.lowercased()].flatMap { $0.count == 1 ? $0[0] : nil }
  }

  /// Whether the browser asked this machine by its own name.
  ///
  /// A page of another site can have its own name point here, but cannot change what it is called.
  var isLocal: Bool { ["127.0.0.1", "localhost"].contains(String(host.prefix { $0 != ":" })) }

  /// Whether no page of another origin asks: browsers say which page does, with the port.
  var isOwn: Bool {
    let origins = headers["origin"] ?? []
    let sites = headers["sec-fetch-site"] ?? []
    return origins.allSatisfy { $0.lowercased() == "http://\(host)" }
      // `none` is an address that a person has typed or opened.
      && sites.allSatisfy { ["same-origin", "none"].contains($0.lowercased()) || isOpened }
  }

  /// Whether a browser opens a page with this, and does not fetch something for a page of another
  /// origin: a link may be followed from anywhere.
  private var isOpened: Bool { method == "GET" && headers["sec-fetch-mode"] == ["navigate"] }
}

/// As much of an HTTP request as is needed to answer a browser on the same machine.
struct HTTPRequest: Equatable {
  var method: String
  var path: String
  /// The host that the browser believes it talks to, without its port.
  var host: String

  /// Reads a request's head, up to and without the empty line.
  ///
  /// `nil` where it is none.
  init?(_ head: String) {
    var lines = head.split(omittingEmptySubsequences: false) { $0 == "\r\n" || $0 == "\n" }
    guard !lines.isEmpty else { return nil }
    let words = lines.removeFirst().split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[1].hasPrefix("/"), words[2].hasPrefix("HTTP/1.") else {
      return nil
    }
    let hosts = lines.compactMap { line -> Substring? in
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "host" else { return nil }
      return parts[1].drop { $0 == " " || $0 == "\t" }
    }
    // Two hosts are an attempt to have one checked and the other used.
    guard hosts.count == 1 else { return nil }
    method = String(words[0])
    path = String(words[1].prefix { $0 != "?" })
    host = String(hosts[0].prefix { $0 != ":" }).lowercased()
  }

  /// Whether the browser asked this machine by its own name.
  ///
  /// A page of another site can have its own name point here, but cannot change what it is called.
  var isLocal: Bool { host == "127.0.0.1" || host == "localhost" }
}

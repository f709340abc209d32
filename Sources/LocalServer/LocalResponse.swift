import NIOHTTP1

/// An answer to a browser.
package struct LocalResponse: Sendable {
  package enum Status: Int, Sendable {
    case ok = 200
    case found = 302
    case badRequest = 400
    case unauthorized = 401
    case forbidden = 403
    case notFound = 404
    case methodNotAllowed = 405
    case conflict = 409
    case tooLarge = 413
    case failed = 500

    var code: HTTPResponseStatus { HTTPResponseStatus(statusCode: rawValue) }
  }

  package enum Body: Sendable {
    case text(String)
    /// An answer that goes on for as long as somebody listens, in a thread of its own.
    case stream(@Sendable (LocalStream) -> Void)
  }

  package var status: Status
  package var type = "text/plain; charset=utf-8"
  /// The content security policy; nothing is allowed where none is given.
  package var policy = "default-src 'none'"
  /// Where a browser is to go instead, relative to what it asked for.
  package var location: String?
  package var body: Body
  /// Called when all of it has been sent.
  package var whenSent: @Sendable () -> Void = {}

  package init(_ status: Status, _ body: Body) { (self.status, self.body) = (status, body) }

  /// A page.
  package static func page(_ html: String, policy: String) -> LocalResponse {
    var response = LocalResponse(.ok, .text(html))
    (response.type, response.policy) = ("text/html; charset=utf-8", policy)
    return response
  }

  /// JSON, for the script of a page.
  package static func json(_ status: Status = .ok, _ text: String) -> LocalResponse {
    var response = LocalResponse(status, .text(text))
    response.type = "application/json"
    return response
  }

  /// A line that says why there is nothing else.
  package static func plain(_ status: Status) -> LocalResponse {
    LocalResponse(status, .text("\(status.rawValue) \(status.code.reasonPhrase)\n"))
  }

  /// Server-sent events.
  package static func events(_ body: @escaping @Sendable (LocalStream) -> Void) -> LocalResponse {
    var response = LocalResponse(.ok, .stream(body))
    response.type = "text/event-stream"
    return response
  }

  /// The head that is sent; a connection ends with its one answer.
  var head: HTTPResponseHead {
    var headers = HTTPHeaders([
      ("Content-Type", type), ("Content-Security-Policy", policy), ("Cache-Control", "no-store"),
      ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Cross-Origin-Opener-Policy", "same-origin"), ("Connection", "close"),
    ])
    if let location { headers.add(name: "Location", value: location) }
    if case .text(let text) = body {
      headers.add(name: "Content-Length", value: "\(text.utf8.count)")
    }
    return HTTPResponseHead(version: .http1_1, status: status.code, headers: headers)
  }
}

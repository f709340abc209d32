import Foundation

/// An answer to a browser.
struct HTTPResponse: Equatable {
  enum Status: String {
    case ok = "200 OK"
    case found = "302 Found"
    case badRequest = "400 Bad Request"
    case forbidden = "403 Forbidden"
    case notFound = "404 Not Found"
    case methodNotAllowed = "405 Method Not Allowed"
  }

  var status: Status
  var type = "text/plain; charset=utf-8"
  /// The content security policy; nothing is allowed where none is given.
  var policy = "default-src 'none'"
  var location: String?
  var body = ""

  /// A page.
  static func page(_ html: String, policy: String) -> HTTPResponse {
    HTTPResponse(status: .ok, type: "text/html; charset=utf-8", policy: policy, body: html)
  }

  static func plain(_ status: Status) -> HTTPResponse {
    HTTPResponse(status: status, body: status.rawValue + "\n")
  }

  /// The whole answer; the connection ends with it.
  var data: Data {
    Data((head(["Content-Length: \(body.utf8.count)"]) + body).utf8)
  }

  /// The head of an answer that goes on for as long as somebody listens.
  static var eventStream: Data {
    let response = HTTPResponse(status: .ok, type: "text/event-stream")
    return Data((response.head([]) + "retry: 1000\n\n").utf8)
  }

  private func head(_ more: [String]) -> String {
    let location = location.map { ["Location: \($0)"] } ?? []
    let lines =
      [
        "HTTP/1.1 \(status.rawValue)", "Content-Type: \(type)",
        "Content-Security-Policy: \(policy)", "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer",
        "Cross-Origin-Resource-Policy: same-origin", "Connection: close",
      ] + location + more
    return lines.joined(separator: "\r\n") + "\r\n\r\n"
  }
}

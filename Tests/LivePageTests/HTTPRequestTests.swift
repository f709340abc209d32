import Testing

@testable import LivePage

@Suite struct HTTPRequestTests {
  @Test func readsWhatABrowserAsks() {
    let request = HTTPRequest("GET /t/events?x=1 HTTP/1.1\r\nhOsT: LocalHost:81\r\nAccept: */*")
    #expect(request?.method == "GET")
    #expect(request?.path == "/t/events")
    #expect(request?.host == "localhost")
  }

  @Test(arguments: [
    "", "GET", "GET /\r\nHost: localhost", "GET / HTTP/1.1", "GET / SPDY/3\r\nHost: localhost",
    "GET http://localhost/ HTTP/1.1\r\nHost: localhost",
    "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example",
  ])
  func refusesWhatIsNoRequest(head: String) {
    #expect(HTTPRequest(head) == nil)
  }

  @Test(arguments: [
    ("GET", "/word/", "127.0.0.1", LiveServer.Route.page),
    ("GET", "/word/events", "localhost", .events),
    ("GET", "/word/report", "127.0.0.1", .report),
    ("GET", "/", "127.0.0.1", .refused(.notFound)),
    ("GET", "/other/", "127.0.0.1", .refused(.notFound)),
    ("GET", "/word/../../etc/passwd", "127.0.0.1", .refused(.notFound)),
    ("POST", "/word/", "127.0.0.1", .refused(.methodNotAllowed)),
    ("GET", "/word/", "evil.example", .refused(.forbidden)),
    ("GET", "/word/", "127.0.0.1.evil.example", .refused(.forbidden)),
    ("GET", "/word/", "", .refused(.forbidden)),
  ])
  func servesNothingButThePageToThisMachine(
    method: String, path: String, host: String, route: LiveServer.Route
  ) throws {
    let request = try #require(HTTPRequest("\(method) \(path) HTTP/1.1\r\nHost: \(host):8080"))
    #expect(LiveServer.route(request, token: "word") == route)
  }
}

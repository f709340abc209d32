import Testing

@testable import LivePage

@Suite struct RouteTests {
  @Test(arguments: [
    ("GET", "/word/", LiveServer.Route.page), ("GET", "/word/events", .events),
    ("GET", "/word/report", .report), ("GET", "/", .refused(.notFound)),
    ("GET", "/other/", .refused(.notFound)),
    ("GET", "/word/../../etc/passwd", .refused(.notFound)),
    ("POST", "/word/", .refused(.methodNotAllowed)),
  ])
  func servesNothingButThePage(method: String, path: String, route: LiveServer.Route) {
    #expect(LiveServer.route(method, path, token: "word") == route)
  }
}

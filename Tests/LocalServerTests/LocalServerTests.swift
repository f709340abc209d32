import Foundation
import LocalClient
import LocalServer
import Testing

@Suite struct LocalServerTests {
  private static func server(_ port: Int = 0) throws -> LocalServer {
    try LocalServer(port: port, bodyLimit: 100) { request in
      .page("\(request.method) \(request.path) \(request.body.count)", policy: "default-src 'none'")
    }
  }

  private let server: LocalServer
  private let client: LocalClient

  init() throws {
    server = try Self.server()
    client = LocalClient(port: server.port)
  }

  @Test func answersAndEndsTheConnection() {
    let answer = client.request("GET", "/a?b=c")
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains("\r\nConnection: close\r\n"))
    #expect(answer.contains("\r\nReferrer-Policy: no-referrer\r\n"))
    #expect(answer.hasSuffix("\r\n\r\nGET /a 0"))
    #expect(client.request("POST", "/", body: "12345").hasSuffix("\r\n\r\nPOST / 5"))
  }

  @Test(arguments: [
    "hello\r\n\r\n", "GET / SPDY/3\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
    "GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
  ])
  func refusesWhatIsNoRequest(text: String) {
    #expect(client.send(text).hasPrefix("HTTP/1.1 400 "))
  }

  @Test(arguments: ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1@evil.example"])
  func refusesWhoAsksForAnotherHost(host: String) {
    #expect(client.request("GET", "/", host: host).hasPrefix("HTTP/1.1 403 "))
  }

  @Test func refusesPagesOfAnotherOrigin() {
    let own = "Origin: http://127.0.0.1:\(server.port)"
    #expect(client.request("POST", "/", headers: [own], body: "1").hasPrefix("HTTP/1.1 200 "))
    for header in [
      "Origin: http://evil.example", "Origin: null", "Origin: http://127.0.0.1:1",
      "Origin: https://127.0.0.1:\(server.port)", "Sec-Fetch-Site: cross-site",
      "Sec-Fetch-Site: same-site", "\(own)\r\nOrigin: http://evil.example",
    ] {
      let answer = client.request("POST", "/", headers: [header], body: "1")
      #expect(answer.hasPrefix("HTTP/1.1 403 "), "\(header)")
    }
    // A link that is followed is no page that fetches.
    let link = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"]
    #expect(client.request("GET", "/", headers: link).hasPrefix("HTTP/1.1 200 "))
    #expect(client.request("POST", "/", headers: link, body: "1").hasPrefix("HTTP/1.1 403 "))
  }

  @Test func takesNoMoreThanARequestMayHave() {
    #expect(client.send("GET /" + String(repeating: "x", count: 40_000)).isEmpty)
    let body = String(repeating: "x", count: 101)
    #expect(client.request("POST", "/", body: body).hasPrefix("HTTP/1.1 413 "))
    #expect(client.request("GET", "/").hasPrefix("HTTP/1.1 200 "))
  }

  @Test func endsAConnectionThatSaysNothing() {
    let start = ContinuousClock.now
    #expect(client.send("GET / HTTP/1.1\r\n").isEmpty)
    #expect(start.duration(to: .now) < .seconds(30))
  }

  @Test func stillAnswersWhenTooManyHaveCome() throws {
    let client = client
    let waiting = DispatchGroup()
    for _ in 0..<40 {
      waiting.enter()
      Thread.detachNewThread {
        _ = client.send("GET / HTTP/1.1\r\n")
        waiting.leave()
      }
    }
    // Those that were let in are ended for saying nothing, and make room.
    #expect(waiting.wait(timeout: .now() + 60) == .success)
    #expect(client.request("GET", "/").hasPrefix("HTTP/1.1 200 "))
  }

  @Test func streamsUntilTheBrowserHasGone() throws {
    let server = try LocalServer { _ in
      .events { stream in
        for count in 0..<3 where stream.send("data: \(count)\n\n") {
          _ = stream.wait(milliseconds: 10)
        }
      }
    }
    let answer = LocalClient(port: server.port).request("GET", "/")
    #expect(answer.contains("\r\nContent-Type: text/event-stream\r\n"))
    #expect(answer.hasSuffix("\r\n\r\ndata: 0\n\ndata: 1\n\ndata: 2\n\n"))
  }

  @Test func servesNobodyOnceItIsClosedAndSaysWhereThereIsNoPlace() throws {
    do {
      _ = try Self.server(server.port)
      Issue.record("two servers at one port")
    } catch let problem as LocalServer.Problem {
      #expect(problem.message.hasPrefix("no place on 127.0.0.1:\(server.port): "))
    }
    server.close()
    #expect(client.request("GET", "/").isEmpty)
  }
}

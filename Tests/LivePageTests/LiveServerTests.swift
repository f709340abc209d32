import Foundation
import Records
import Testing

@testable import LivePage

@Suite struct LiveServerTests {
  private let run = LiveRun(lesson: "tiny", title: "A title")

  @Test func servesAPageThatLoadsAndRunsNothingElse() throws {
    let answer = try Client(LiveServer(run)).get("")
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains("Content-Security-Policy: default-src 'none'; script-src 'sha256-"))
    #expect(answer.contains("this is not the report yet"))
    #expect(!answer.contains("src=\"http"))
  }

  @Test func refusesWhoDoesNotKnowTheAddress() throws {
    let client = try Client(LiveServer(run))
    #expect(client.ask("GET / HTTP/1.1\r\nHost: 127.0.0.1").hasPrefix("HTTP/1.1 404 "))
    #expect(client.get("", host: "evil.example").hasPrefix("HTTP/1.1 403 "))
    #expect(client.ask("hello").hasPrefix("HTTP/1.1 400 "))
  }

  @Test func givesEachRunAnAddressOfItsOwn() throws {
    // The ports differ anyway: it is the path that nobody can guess.
    let paths = try (0..<2).map { _ in
      try #require(URL(string: LiveServer(run).address)).path
    }
    #expect(Set(paths).count == 2 && paths.allSatisfy { $0.count > 16 })
  }

  @Test func endsAConnectionThatSendsTooMuch() throws {
    let client = try Client(LiveServer(run))
    #expect(client.ask("GET /" + String(repeating: "x", count: 40_000)).isEmpty)
    #expect(client.get("").hasPrefix("HTTP/1.1 200 OK"))
  }

  @Test func hasNoReportBeforeTheEndAndNothingElseAfterIt() throws {
    let client = try Client(LiveServer(run))
    run.take(.record(TinyRun.record(.complete)))
    #expect(client.get("report").hasPrefix("HTTP/1.1 404 "))
    #expect(client.get("").hasPrefix("HTTP/1.1 200 "))
    run.end(.report("/a <b>/report.html"))
    let report = client.get("report")
    #expect(report.hasPrefix("HTTP/1.1 200 "))
    #expect(report.contains("Content-Security-Policy: sandbox "))
    #expect(report.contains("<code>/a &lt;b&gt;/report.html</code>"))
    #expect(client.get("").contains("\r\nLocation: report\r\n"))
  }

  @Test func showsTheReportOfAFailedRunAsOneThatIsNotWhole() throws {
    let client = try Client(LiveServer(run))
    run.take(.record(TinyRun.record(.failed)))
    run.end(.report("report.html"))
    #expect(client.get("report").contains("<title>FAILED RUN – "))
  }

  @Test func tellsAPageOfTheRunUntilItEnds() throws {
    let server = try LiveServer(run)
    run.take(.record(TinyRun.record()))
    let run = run
    Thread.detachNewThread {
      usleep(100_000)
      run.take(.record(TinyRun.record(.complete)))
      run.end(.report("report.html"))
    }
    let events = Client(server).get("events")
    #expect(events.contains("Content-Type: text/event-stream"))
    #expect(events.components(separatedBy: "\ndata: {").count >= 3)
    #expect(events.hasSuffix("\"title\":\"Ended – Lesson tiny\"}\n\n"))
    #expect(events.contains("\"report\":true"))
  }

  @Test func staysForTheReportAndNoLonger() throws {
    let server = try LiveServer(run)
    run.take(.record(TinyRun.record(.complete)))
    run.end(.report("report.html"))
    Thread.detachNewThread { _ = Client(server).get("report") }
    // A minute, so that a server that waits for nothing but the time is seen.
    let start = ContinuousClock.now
    server.finish(within: 60)
    #expect(start.duration(to: .now) < .seconds(50))
    #expect(Client(server).get("").isEmpty)
  }

  @Test func doesNotStayWhereNobodyWatches() throws {
    let server = try LiveServer(run)
    run.end(.message("failed"))
    server.finish(within: 60)
    #expect(Client(server).get("").isEmpty)
  }

  @Test func endsAtOnceWhenItIsCancelled() throws {
    let server = try LiveServer(run)
    run.take(.record(TinyRun.record(.complete)))
    run.end(.report("report.html"))
    server.finish(within: 60) { true }
    #expect(Client(server).get("").isEmpty)
  }
}

import Foundation
import LocalServer
import Synchronization

/// Serves the live page to a browser on the same machine, while a run goes on in other threads.
///
/// The address holds a random word, so nobody else on the machine can guess it.
package final class LiveServer: Sendable {
  private struct Counts {
    /// Pages that are following the run.
    var watchers = 0
    var hasBeenWatched = false
    /// How often the report was sent to its end.
    var reports = 0
  }

  /// Who watches, shared with the threads that answer.
  private final class Watch: Sendable {
    let counts = Mutex(Counts())
  }

  private let run: LiveRun
  private let server: LocalServer
  private let watch: Watch
  /// Milliseconds between two looks at the run.
  private static let tick = 400

  /// Where the page is.
  package let address: String

  /// Starts to serve.
  ///
  /// Throws where this machine does not let it.
  package init(_ run: LiveRun) throws(LocalServer.Problem) {
    let watch = Watch()
    let token = RandomWord.make()
    server = try LocalServer { request in
      Self.answer(Self.route(request.method, request.path, token: token), run, watch)
    }
    self.run = run
    self.watch = watch
    address = "http://127.0.0.1:\(server.port)/\(token)/"
  }

  /// Waits until everybody who watches has the finished report, a few seconds at most, and ends.
  ///
  /// - Parameters:
  ///   - seconds: how long at most; so long too for a browser that has not come yet.
  ///   - isCancelled: looked at all the while; ends the waiting.
  package func finish(within seconds: Double = 5, isCancelled: () -> Bool = { false }) {
    let start = watch.counts.withLock { $0 }
    let hasReport = run.current.hasReport
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline, !isCancelled() {
      let now = watch.counts.withLock { $0 }
      let isClosed = start.hasBeenWatched && start.watchers == 0
      if isClosed || (hasReport ? now.reports >= max(1, start.watchers) : now.watchers == 0) {
        break
      }
      usleep(20_000)
    }
    server.close()
  }

  private static func answer(_ route: Route, _ run: LiveRun, _ watch: Watch) -> LocalResponse {
    let state = run.current
    switch route {
    case .refused(let status): return .plain(status)
    case .events: return .events { follow(run, watch, $0) }
    case .page where state.hasReport:
      var response = LocalResponse(.found, .text(""))
      response.location = "report"
      return response
    case .page: return .page(LiveShell.page, policy: LiveShell.policy)
    case .report:
      guard let record = state.record, case .report(let path) = state.ending else {
        return .plain(.notFound)
      }
      var response = LocalResponse.page(
        ReportCopy.page(record, path: path), policy: ReportCopy.policy)
      response.whenSent = { watch.counts.withLock { $0.reports += 1 } }
      return response
    }
  }

  enum Route: Equatable {
    case page, events, report
    case refused(LocalResponse.Status)
  }

  /// What a request asks for.
  static func route(_ method: String, _ path: String, token: String) -> Route {
    guard method == "GET" else { return .refused(.methodNotAllowed) }
    switch path {
    case "/\(token)/": return .page
    case "/\(token)/events": return .events
    case "/\(token)/report": return .report
    default: return .refused(.notFound)
    }
  }

  /// Tells a page of the run until it has ended or the page is closed.
  private static func follow(_ run: LiveRun, _ watch: Watch, _ peer: LocalStream) {
    watch.counts.withLock { ($0.watchers, $0.hasBeenWatched) = ($0.watchers + 1, true) }
    defer { watch.counts.withLock { $0.watchers -= 1 } }
    guard peer.send("retry: 1000\n\n") else { return }
    var version: Int?
    while true {
      let state = run.current
      var spent = Duration.zero
      if state.version != version {
        version = state.version
        let start = ContinuousClock.now
        guard peer.send("data: \(LiveMessage.text(state))\n\n") else { return }
        spent = start.duration(to: .now)
      }
      if state.ending != nil { return }
      // Drawing must not take more than a small part of the machine from the run.
      let pause = max(tick, Int(spent / .milliseconds(1)) * 30)
      guard peer.wait(milliseconds: min(pause, 10_000)) else { return }
    }
  }
}

extension LiveRun.State {
  fileprivate var hasReport: Bool {
    if case .report = ending { record != nil } else { false }
  }
}

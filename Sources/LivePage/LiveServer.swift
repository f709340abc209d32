import Foundation
import Synchronization

/// Serves the live page to a browser on the same machine, while a run goes on in other threads.
///
/// The address holds a random word, so nobody else on the machine can guess it.
public final class LiveServer: Sendable {
  private struct Counts {
    var connections = 0
    /// Pages that are following the run.
    var watchers = 0
    var hasBeenWatched = false
    /// How often the report was sent to its end.
    var reports = 0
  }

  private let run: LiveRun
  private let socket: Socket
  private let token: String
  private let counts = Mutex(Counts())
  /// Whether the socket is still ours: its number may be another's once it is closed.
  private let isListening = Mutex(true)
  private static let mostConnections = 16
  /// Milliseconds between two looks at the run.
  private static let tick = 400

  /// Where the page is.
  public let address: String

  /// Starts to serve.
  ///
  /// Throws where this machine does not let it.
  public init(_ run: LiveRun) throws(LivePageProblem) {
    let place = try Socket.listen()
    self.run = run
    socket = place.socket
    token = (0..<2).map { _ in
      let word = String(UInt64.random(in: .min ... .max), radix: 16)
      return String(repeating: "0", count: 16 - word.count) + word
    }.joined()
    address = "http://127.0.0.1:\(place.port)/\(token)/"
    Thread.detachNewThread { [self] in acceptAll() }
  }

  /// Waits until everybody who watches has the finished report, a few seconds at most, and ends.
  ///
  /// - Parameters:
  ///   - seconds: how long at most; so long too for a browser that has not come yet.
  ///   - isCancelled: looked at all the while; ends the waiting.
  public func finish(within seconds: Double = 5, isCancelled: () -> Bool = { false }) {
    let start = counts.withLock { $0 }
    let hasReport = run.current.hasReport
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline, !isCancelled() {
      let now = counts.withLock { $0 }
      let isClosed = start.hasBeenWatched && start.watchers == 0
      if isClosed || (hasReport ? now.reports >= max(1, start.watchers) : now.watchers == 0) {
        break
      }
      usleep(20_000)
    }
    isListening.withLock { if $0 { socket.shut() } }
  }

  private func acceptAll() {
    while let peer = socket.accept() {
      let isWelcome = counts.withLock { counts in
        guard counts.connections < Self.mostConnections else { return false }
        counts.connections += 1
        return true
      }
      guard isWelcome else {
        peer.end()
        continue
      }
      Thread.detachNewThread { [self] in
        serve(peer)
        peer.end()
        counts.withLock { $0.connections -= 1 }
      }
    }
    isListening.withLock { isListening in
      isListening = false
      socket.end()
    }
  }

  private func serve(_ peer: Socket) {
    guard let head = peer.readHead() else { return }
    guard let request = HTTPRequest(head) else {
      _ = peer.send(HTTPResponse.plain(.badRequest).data)
      return
    }
    let route = Self.route(request, token: token)
    let state = run.current
    switch route {
    case .refused(let status): _ = peer.send(HTTPResponse.plain(status).data)
    case .events: follow(peer)
    case .page where state.hasReport:
      _ = peer.send(HTTPResponse(status: .found, location: "report").data)
    case .page:
      _ = peer.send(HTTPResponse.page(LiveShell.page, policy: LiveShell.policy).data)
    case .report:
      guard let record = state.record, case .report(let path) = state.ending else {
        _ = peer.send(HTTPResponse.plain(.notFound).data)
        return
      }
      let page = ReportCopy.page(record, path: path)
      if peer.send(HTTPResponse.page(page, policy: ReportCopy.policy).data) {
        counts.withLock { $0.reports += 1 }
      }
    }
  }

  enum Route: Equatable {
    case page, events, report
    case refused(HTTPResponse.Status)
  }

  /// What a request asks for.
  static func route(_ request: HTTPRequest, token: String) -> Route {
    guard request.isLocal else { return .refused(.forbidden) }
    guard request.method == "GET" else { return .refused(.methodNotAllowed) }
    switch request.path {
    case "/\(token)/": return .page
    case "/\(token)/events": return .events
    case "/\(token)/report": return .report
    default: return .refused(.notFound)
    }
  }

  /// Tells a page of the run until it has ended or the page is closed.
  private func follow(_ peer: Socket) {
    counts.withLock { ($0.watchers, $0.hasBeenWatched) = ($0.watchers + 1, true) }
    defer { counts.withLock { $0.watchers -= 1 } }
    guard peer.send(HTTPResponse.eventStream) else { return }
    var version: Int?
    while true {
      let state = run.current
      var spent = Duration.zero
      if state.version != version {
        version = state.version
        let start = ContinuousClock.now
        guard peer.send(Data("data: \(LiveMessage.text(state))\n\n".utf8)) else { return }
        spent = start.duration(to: .now)
      }
      if state.ending != nil { return }
      // Drawing must not take more than a small part of the machine from the run.
      let pause = max(Self.tick, Int(spent / .milliseconds(1)) * 30)
      guard peer.wait(milliseconds: Int32(min(pause, 10_000))) else { return }
    }
  }
}

extension LiveRun.State {
  fileprivate var hasReport: Bool {
    if case .report = ending { record != nil } else { false }
  }
}

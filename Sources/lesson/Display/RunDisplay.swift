import Base
import Foundation
import Lessons
import LivePage
import Synchronization

/// Shows what a run does: on a terminal one line that is drawn again and again, elsewhere a line
/// when a step ends, and one more while it takes long.
///
/// What the notebook's cells print goes to standard output.
final class RunDisplay: Sendable {
  private struct State {
    /// The step in hand, or what is being fetched.
    var progress: StepProgress?
    var drawn = Date.distantPast
    /// When a step that is not drawn is next to give a sign of life, in seconds of the display's own
    /// clock.
    var signDue = 0.0
    /// The last tenth of a download that a plain line was written for.
    var tenth = -1
  }

  private let state = Mutex(State())
  private let terminal = Terminal.standardError
  private let quiet: Bool
  private let printsResults: Bool
  private let draws: Bool
  private let form: ProgressForm
  private let live: LiveRun?
  private let clock = ContinuousClock.now

  /// - Parameters:
  ///   - quiet: whether to leave out everything but results.
  ///   - printsResults: whether what the cells print is shown.
  ///   - live: who else is to be told of everything.
  ///   - form: how progress is written.
  init(
    quiet: Bool, printsResults: Bool = true, live: LiveRun? = nil, form: ProgressForm = .words
  ) {
    self.quiet = quiet
    self.form = form
    self.live = live
    self.printsResults = printsResults
    draws = terminal.isInteractive && !quiet && form == .words
  }

  func show(_ event: RunEvent) {
    live?.take(event)
    let now = clock.duration(to: .now) / .seconds(1)
    state.withLock { state in
      switch event {
      case .stepStarted(let id, let index, let count):
        state.progress = StepProgress(id: id, index: index, count: count)
        state.signDue = now + Self.patience
        if draws { terminal.rewrite("\(index)/\(count) \(id)") }
        write(.step(id, index: index, count: count))
      case .resumed(_, let losses, let batches, let epochs):
        state.progress?.resume(losses, batchesPerEpoch: batches, epochs: epochs)
      case .printed(_, let line):
        clear()
        if printsResults { Terminal.line(VisibleText.of(line)) }
      case .progress(_, let what, let done, let total):
        state.progress?.count(what, done: done, total: total, at: now)
        draw(&state)
        giveSign(&state, at: now)
      case .batch(_, let batch):
        state.progress?.add(batch, at: now)
        draw(&state)
        giveSign(&state, at: now)
      case .stepEnded(let step):
        clear()
        let seconds = String(format: "%.1f", step.seconds)
        let time = step.fromCache ? "from the cache" : "\(seconds) s"
        if writesJSON {
          write(.ended(step))
        } else if !draws {
          say("\(place(state)): \(step.status.rawValue), \(time)")
        }
      case .cache(let step, let event):
        clear()
        say("\(step): \(event)")
      case .asset(let progress):
        show(progress, &state)
      case .record:
        break
      }
    }
  }

  func show(_ progress: AssetProgress) {
    live?.take(.asset(progress))
    state.withLock { show(progress, &$0) }
  }

  /// Takes the line away, before something else is written.
  func finish() { clear() }

  private func show(_ progress: AssetProgress, _ state: inout State) {
    switch progress {
    case .waiting(let name):
      clear()
      say("another lesson is fetching \(name); waiting for it")
    case .fetching(let name, let bytes, let total):
      let label = "fetching \(name) (\(ByteCount.text(total)))"
      if state.progress?.id != label {
        state.progress = StepProgress(id: label, index: 0, count: 0)
      }
      let now = clock.duration(to: .now) / .seconds(1)
      state.progress?.count("bytes", done: bytes, total: total, at: now)
      draw(&state)
      let tenth = total > 0 ? bytes * 10 / total : 0
      if !draws, form == .words, tenth != state.tenth {
        say(state.tenth < 0 ? label : "fetching \(name): \(tenth * 10) %")
        state.tenth = tenth
      }
    case .verifying(let name):
      state.tenth = -1
      if draws { terminal.rewrite("checking \(name)") }
    case .ready:
      clear()
    }
  }

  /// Draws the bar, ten times a second at most.
  private func draw(_ state: inout State) {
    guard draws || writesJSON, let progress = state.progress, let work = progress.work else {
      return
    }
    let now = Date()
    let isOver = work.pace.done >= work.pace.total
    guard now.timeIntervalSince(state.drawn) >= 0.1 || isOver else { return }
    state.drawn = now
    guard draws else { return write(.work(work, of: progress)) }
    let place = progress.count > 0 ? "\(progress.index)/\(progress.count) " : ""
    let name = progress.count > 0 ? ": \(work.name)" : ""
    let line = ProgressLine(
      label: place + progress.id + name, pace: work.pace,
      reviewsPerSecond: progress.reviewsPerSecond, losses: progress.losses,
      showsBlocks: Terminal.isUTF8)
    terminal.rewrite(line.text(width: terminal.width))
  }

  /// Seconds after which a step that nobody sees drawn says how far it is, and between two such
  /// lines.
  private static let patience = 30.0
  private static let interval = 60.0

  /// Says now and then, of a step that takes long, how long it will take.
  private func giveSign(_ state: inout State, at now: Double) {
    guard !draws, form == .words, now >= state.signDue, let work = state.progress?.work else {
      return
    }
    state.signDue = now + Self.interval
    let left = work.pace.secondsLeft.map { ", \(Pace.minutes($0)) left" } ?? ""
    say("\(place(state)): \(work.name) \(work.pace.done) of \(work.pace.total)\(left)")
  }

  private func place(_ state: State) -> String {
    guard let step = state.progress else { return "step" }
    return "step \(step.index) of \(step.count): \(step.id)"
  }

  private func clear() {
    if draws { terminal.rewrite("") }
  }

  private func say(_ line: String) {
    guard !quiet else { return }
    if writesJSON { write(.note(line)) } else { terminal.write(line + "\n") }
  }

  private var writesJSON: Bool { form == .json && !quiet }

  private func write(_ line: ProgressJSON) {
    if writesJSON { terminal.write(line.text + "\n") }
  }
}

import Foundation
import Lessons
import Synchronization

/// Shows what a run does: on a terminal one line that is drawn again and again, elsewhere a line
/// when a step starts and ends.
///
/// What the notebook's cells print goes to standard output.
final class RunDisplay: Sendable {
  private struct State {
    /// What is being counted, and since when.
    var label = ""
    var began = Date()
    var drawn = Date.distantPast
    var step = ""
    /// The last tenth of a download that a plain line was written for.
    var tenth = -1
  }

  private let state = Mutex(State())
  private let terminal = Terminal.standardError
  private let quiet: Bool
  private let printsResults: Bool
  private let draws: Bool

  /// - Parameters:
  ///   - quiet: whether to leave out everything but results.
  ///   - printsResults: whether what the cells print is shown.
  init(quiet: Bool, printsResults: Bool = true) {
    self.quiet = quiet
    self.printsResults = printsResults
    draws = terminal.isInteractive && !quiet
  }

  func show(_ event: RunEvent) {
    state.withLock { state in
      switch event {
      case .stepStarted(let id, let index, let count):
        state.step = "\(index)/\(count) \(id)"
        state.label = ""
        if draws {
          terminal.write("\r\u{1B}[K\(state.step)")
        } else {
          say("step \(index) of \(count): \(id)")
        }
      case .printed(_, let line):
        clear()
        if printsResults { Terminal.line(line) }
      case .progress(_, let what, let done, let total):
        draw("\(state.step): \(what)", done, total, &state)
      case .stepEnded(let step):
        clear()
        let seconds = String(format: "%.1f", step.seconds)
        let time = step.fromCache ? "from the cache" : "\(seconds) s"
        if !draws { say("step \(step.id): \(step.status.rawValue), \(time)") }
      case .cache(let step, let event):
        clear()
        say("\(step): \(event)")
      case .asset(let progress):
        show(progress, &state)
      case .batch, .record:
        // Nearly all of a training's time goes into encoding, which is counted as progress.
        break
      }
    }
  }

  func show(_ progress: AssetProgress) { state.withLock { show(progress, &$0) } }

  /// Takes the line away, before something else is written.
  func finish() { clear() }

  private func show(_ progress: AssetProgress, _ state: inout State) {
    switch progress {
    case .waiting(let name):
      clear()
      say("another lesson is fetching \(name); waiting for it")
    case .fetching(let name, let bytes, let total):
      let label = "fetching \(name) (\(ByteCount.text(total)))"
      draw(label, bytes, total, &state)
      let tenth = total > 0 ? bytes * 10 / total : 0
      if !draws, tenth != state.tenth {
        say(state.tenth < 0 ? label : "fetching \(name): \(tenth * 10) %")
        state.tenth = tenth
      }
    case .verifying(let name):
      state.tenth = -1
      if draws { terminal.write("\r\u{1B}[Kchecking \(name)") }
    case .ready:
      clear()
    }
  }

  /// Draws the bar, ten times a second at most.
  private func draw(_ label: String, _ done: Int, _ total: Int, _ state: inout State) {
    guard draws else { return }
    let now = Date()
    if state.label != label { (state.label, state.began) = (label, now) }
    guard now.timeIntervalSince(state.drawn) >= 0.1 || done == total else { return }
    state.drawn = now
    let line = ProgressLine(
      label: label, done: done, total: total, elapsed: now.timeIntervalSince(state.began))
    terminal.write("\r\u{1B}[K" + line.text(width: terminal.width))
  }

  private func clear() {
    if draws { terminal.write("\r\u{1B}[K") }
  }

  private func say(_ line: String) {
    if !quiet { terminal.write(line + "\n") }
  }
}

import Engine
import Foundation

/// What lesson 9_1 takes from end to end.
struct WholeLesson {
  /// Reviews that the lesson holds out.
  private static let heldOut = 500

  /// Seconds of the whole of cell 10.
  let cell10: Double
  /// Seconds of a batch of cell 16.
  let dropoutBatch: Double
  /// Operations a second in evaluation mode.
  let forwardRate: Double

  /// Runs the lesson with the command itself, or else adds up its stages.
  func measure(
    _ workload: Workload, pool: WorkerPool, report: Report, runsLesson: Bool
  ) throws {
    let cell16 = Double(workload.allBatches) * dropoutBatch
    report.add(
      Row(
        name: "cell 16, \(workload.sizes.epochs) epochs", seconds: cell16, extrapolated: true,
        note: "extrapolated from the batches above"))
    if runsLesson {
      let seconds = try run(threads: pool.threads, quick: workload.sizes.isQuick)
      report.add(Row(name: "whole lesson 9_1", seconds: seconds, note: "lesson run, measured"))
      return
    }
    let share = Double(Self.heldOut) / Double(workload.rows.count)
    let heldOut = workload.operations(.frozen, workload.rows.indices) * share / forwardRate
    report.add(
      Row(
        name: "whole lesson 9_1", seconds: cell10 + cell16 + heldOut, extrapolated: true,
        note: "extrapolated: cells 10 and 16 and \(Self.heldOut) held-out reviews"))
  }

  /// Seconds of `lesson run 9_1`, nothing taken from a cache.
  private func run(threads: Int, quick: Bool) throws -> Double {
    let command = Subprocess.thisProgram.deletingLastPathComponent()
      .appendingPathComponent("lesson").path
    let out = FileManager.default.temporaryDirectory
      .appendingPathComponent("lesson-bench-run-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: out) }
    var arguments = [
      "run", "9_1", "--offline", "--quiet", "--threads", "\(threads)", "--out", out.path,
    ]
    if quick { arguments += ["--profile", "quick"] }
    if try Subprocess.output(command, ["help", "run"]).contains("--fresh") {
      arguments.append("--fresh")
    }
    return try timed { _ = try Subprocess.output(command, arguments) }
  }
}

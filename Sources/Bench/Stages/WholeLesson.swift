import Engine
import Foundation

/// What lesson 9_1 takes from end to end.
struct WholeLesson {
  /// Reviews that the lesson holds out.
  private static let heldOut = 500

  let workload: Workload
  let pool: WorkerPool
  let report: Report

  /// Runs the lesson with the command itself, or else adds up its stages.
  ///
  /// - Parameters:
  ///   - forwardRate: operations a second in evaluation mode.
  ///   - dropoutBatch: seconds of a batch of cell 16.
  func measure(runsLesson: Bool, forwardRate: Double, dropoutBatch: Double) throws {
    let cell10 = try timed {
      _ = try workload.training(
        .frozen, backbone: try workload.backbone(.frozen), padding: workload.notebookPadding
      ).run(
        generator: TorchGenerator(seed: Workload.seed), pool: pool, cancellation: Cancellation())
    }
    report.add(
      Row(
        name: "cell 10, \(workload.sizes.epochs) epochs", seconds: cell10,
        rate: workload.operations(.frozen, workload.rows.indices) / cell10))
    let cell16 = Double(workload.allBatches) * dropoutBatch
    report.add(
      Row(
        name: "cell 16, \(workload.sizes.epochs) epochs", seconds: cell16, extrapolated: true,
        note: "extrapolated from the batches above"))
    if runsLesson {
      let seconds = try run()
      report.add(Row(name: "whole lesson 9_1", seconds: seconds, note: "lesson run, measured"))
      return
    }
    let share = Double(Self.heldOut) / Double(workload.rows.count)
    let held = workload.operations(.frozen, workload.rows.indices) / forwardRate * share
    report.add(
      Row(
        name: "whole lesson 9_1", seconds: cell10 + cell16 + held, extrapolated: true,
        note: "extrapolated: cells 10 and 16 and \(Self.heldOut) held-out reviews"))
  }

  /// Seconds of `lesson run 9_1`, nothing taken from a cache.
  private func run() throws -> Double {
    let command = Subprocess.thisProgram.deletingLastPathComponent()
      .appendingPathComponent("lesson").path
    let out = FileManager.default.temporaryDirectory
      .appendingPathComponent("lesson-bench-run-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: out) }
    var arguments = [
      "run", "9_1", "--offline", "--quiet", "--threads", "\(pool.threads)", "--out", out.path,
    ]
    if workload.sizes.isQuick { arguments += ["--profile", "quick"] }
    if try Subprocess.output(command, ["help", "run"]).contains("--fresh") {
      arguments.append("--fresh")
    }
    return try timed { _ = try Subprocess.output(command, arguments) }
  }
}

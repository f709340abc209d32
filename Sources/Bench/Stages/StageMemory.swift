import Engine
import Foundation

/// The peak memory of a training stage, in a process of its own: what other stages, the reviews'
/// texts or the tokenizer have used does not count.
enum StageMemory {
  /// Starts this program once more for a few batches of a stage; returns its peak in bytes.
  static func measure(
    _ stage: Stage, _ workload: Workload, threads: Int, isGeneral: Bool = false
  ) throws -> Int {
    let output = try Subprocess.output(
      Subprocess.thisProgram.path,
      [
        "--memory-of", stage.rawValue, "--rows-file", workload.rowsFile.path,
        "--model", workload.model.path, "--threads", "\(threads)",
      ] + (workload.sizes.isQuick ? ["--quick"] : []) + (isGeneral ? ["--general"] : []))
    guard let bytes = Int(output) else {
      throw BenchFailure(
        BenchFailure.Status.unavailable, "the peak memory is not known: no VmHWM in /proc")
    }
    return bytes
  }

  /// What the started process does: trains, and prints its peak.
  static func measureHere(
    _ stage: Stage, model: URL, rowsFile: String, of command: BenchCommand
  ) throws {
    let file = URL(fileURLWithPath: rowsFile)
    var rows = try RowsFile.read(file)
    // Each is encoded before the first batch, and more of them need no more memory.
    if stage == .frozen { rows = Array(rows.prefix(command.sizes.forwardRows)) }
    let workload = try Workload(
      model: model, rows: rows, rowsFile: file, sizes: command.sizes)
    _ = try TimedTraining(
      workload, stage, padding: workload.notebookPadding,
      pool: WorkerPool(threads: command.threads), warmUp: 0,
      counted: stage == .dropout ? 8 : 2, isGeneral: command.general)
    if let bytes = PeakMemory.bytes() { TableWriter.show("\(bytes)") }
  }
}

import Engine

/// The engine beside PyTorch, batch by batch in turns: PyTorch doing the notebook's own work, and
/// what a careful user of PyTorch would have it do.
struct PyTorchTable {
  let workload: Workload
  let pool: WorkerPool
  let report: Report
  let python: String

  static let columns: [Column] = [
    .number("lesson s") { $0.seconds }, .number("PyTorch s") { $0.otherSeconds }, .times,
    .number("total s") { $0.total }, .number("PyTorch's") { $0.otherTotal },
    .megabytes("PyTorch MB") { $0.otherBytes }, .difference,
  ]

  func measure() throws {
    report.section("against PyTorch, seconds a batch, totals of the cell", Self.columns)
    try FrozenComparison(table: self).measure()
    for stage in [Stage.dropout, .tuned] {
      try compare(stage, padding: workload.notebookPadding, "\(stage.title), the notebook's code")
      try compare(stage, padding: .longestInBatch, "\(stage.title), padded to the longest")
    }
    try memory(workload, name: "peak memory, full training step")
  }

  func worker(_ stage: Stage, padding: Padding) throws -> PyTorchWorker {
    let worker = try PyTorchWorker(
      python: python, workload, stage, padding: padding, threads: pool.threads)
    report.add(versions: worker.versions)
    return worker
  }

  /// A training stage: our batch, PyTorch's batch, our batch, and so on.
  private func compare(_ stage: Stage, padding: Padding, _ name: String) throws {
    let worker = try worker(stage, padding: padding)
    defer { worker.close() }
    var theirs: [Double] = []
    var difference = 0.0
    let ours = try TimedTraining(workload, stage, padding: padding, pool: pool) { batch in
      let answer = try worker.step()
      guard answer.rows == batch.rows else {
        throw BenchFailure(
          BenchFailure.Status.invalid,
          "PyTorch trains batch \(batch.batch + 1) on other rows: its order is not ours")
      }
      theirs.append(answer.seconds)
      difference = max(difference, Double(abs(answer.loss - batch.loss)))
    }
    let batches = Double(workload.sizes.batches)
    let (mine, other) = (
      ours.seconds / batches, theirs.suffix(workload.sizes.batches).reduce(0, +) / batches
    )
    let all = Double(workload.allBatches)
    report.add(
      Row(
        name: name, seconds: mine, otherSeconds: other, otherBytes: try worker.peakMemory(),
        total: mine * all, otherTotal: other * all, extrapolated: true, times: other / mine,
        difference: difference, note: "both totals extrapolated"))
  }

  /// Peak memory of two steps of full training, each in a process of its own.
  func memory(_ workload: Workload, name: String) throws {
    let worker = try PyTorchWorker(
      python: python, workload, .tuned, padding: workload.notebookPadding, threads: pool.threads)
    defer { worker.close() }
    for _ in 0..<2 { _ = try worker.step() }
    let theirs = try worker.peakMemory()
    let ours = try StageMemory.measure(.tuned, workload, threads: pool.threads)
    report.add(
      Row(
        name: name, bytes: ours, otherBytes: theirs, times: Double(theirs) / Double(ours),
        note: "lesson: \(ours / 1_000_000) MB"))
  }
}

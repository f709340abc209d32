import Engine
import Foundation

/// The engine's stages, each beside the machine's own rate.
struct StageTable {
  let workload: Workload
  let pool: WorkerPool
  let report: Report
  private let machine: MatrixRate

  init(workload: Workload, pool: WorkerPool, report: Report) {
    (self.workload, self.pool, self.report) = (workload, pool, report)
    machine = MatrixRate(pool: pool, sizes: workload.sizes)
  }

  func measure(texts: [String], runsLesson: Bool) throws {
    report.section("stages", [.seconds, .rate, .fraction, .reviews, .memory])
    let rate = try machine.measure()
    report.add(Row(name: "matrix products, one call a core", rate: rate))
    if let library = try? OpenBLAS() {
      var yardstick = machine
      yardstick.library = library
      report.add(Row(name: "the same by OpenBLAS (\(library.core))", rate: try yardstick.measure()))
    }
    try tokenizer(texts)
    let forward = try self.forward()
    let batches = workload.sizes.batches
    let size = workload.sizes.batchSize
    let dropout = try training(.dropout, "forward with dropout, \(batches) batches of \(size)")
    _ = try training(.tuned, "full training step, \(batches) batches of \(size)")
    try WholeLesson(
      cell10: try cell10(), dropoutBatch: dropout / Double(batches), forwardRate: forward
    ).measure(workload, pool: pool, report: report, runsLesson: runsLesson)
    for stage in Stage.allCases {
      let bytes = try StageMemory.measure(stage, workload, threads: pool.threads)
      report.add(Row(name: "peak memory, \(stage.title)", bytes: bytes))
    }
  }

  private func tokenizer(_ texts: [String]) throws {
    let tokenizer = try WordPieceTokenizer(folder: workload.model)
    let seconds = try timed {
      _ = try tokenizer.encode(
        texts, maxLength: workload.sizes.maxLength, pool: pool, cancellation: nil)
    }
    report.add(
      Row(
        name: "tokenizer, all \(texts.count) reviews", seconds: seconds,
        reviews: Double(texts.count) / seconds))
  }

  /// Operations a second in evaluation mode.
  private func forward() throws -> Double {
    let positions = Array(0..<min(workload.sizes.forwardRows, workload.rows.count))
    let operations = workload.operations(.frozen, positions)
    let part = max(1, positions.count / 4)
    let seconds = try stage(
      "forward, evaluation mode, \(positions.count) reviews", operations: { operations }
    ) { measureMachine in
      try measureMachine()
      var seconds = 0.0
      for start in stride(from: 0, to: positions.count, by: part) {
        let rows = positions[start..<min(start + part, positions.count)]
        let backbone = try workload.backbone(.frozen)
        seconds += try timed {
          _ = try backbone.features(
            of: rows.map { workload.rows[$0].ids }, paddedLength: workload.sizes.maxLength,
            generator: TorchGenerator(seed: Workload.seed), pool: pool)
        }
        try measureMachine()
      }
      return seconds
    }
    return operations / seconds
  }

  private func training(_ stage: Stage, _ name: String) throws -> Double {
    var operations = 0.0
    return try self.stage(name, operations: { operations }) { measureMachine in
      let training = try TimedTraining(
        workload, stage, padding: workload.notebookPadding, pool: pool,
        after: { _ in try measureMachine() })
      operations = training.operations
      return training.seconds
    }
  }

  /// All of cell 10.
  private func cell10() throws -> Double {
    let operations = workload.operations(.frozen, workload.rows.indices)
    return try stage("cell 10, \(workload.sizes.epochs) epochs", operations: { operations }) {
      measureMachine in
      try measureMachine()
      let training = try workload.training(
        .frozen, backbone: try workload.backbone(.frozen), padding: workload.notebookPadding)
      let seconds = try timed {
        _ = try training.run(
          generator: TorchGenerator(seed: Workload.seed), pool: pool, cancellation: Cancellation())
      }
      try measureMachine()
      return seconds
    }
  }

  /// Adds a row for some work and returns its seconds.
  private func stage(
    _ name: String, operations: () -> Double,
    _ work: (_ measureMachine: () throws -> Void) throws -> Double
  ) throws -> Double {
    let (seconds, machineRate) = try machine.between(work)
    let rate = operations() / seconds
    report.add(
      Row(
        name: name, seconds: seconds, rate: rate, fraction: rate / machineRate,
        machineRate: machineRate,
        note: String(format: "products alone: %.1f GFLOP/s", machineRate / 1e9)))
    return seconds
  }
}

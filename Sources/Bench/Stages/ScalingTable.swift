import Engine

/// One thread against all that are asked for, in the order one, many, many, one, so that a machine
/// that slowly changes its clock favours neither.
struct ScalingTable {
  let workload: Workload
  let pool: WorkerPool
  let report: Report

  func measure() throws {
    guard pool.threads > 1 else { return }
    report.section(
      "scaling, one thread against \(pool.threads)",
      [
        .number("1 thread") { $0.otherSeconds }, .number("\(pool.threads) threads") { $0.seconds },
        .times,
      ])
    let single = WorkerPool(threads: 1)
    let rates = try [single, pool].map {
      try MatrixRate(pool: $0, sizes: workload.sizes).measure()
    }
    report.add(Row(name: "scaling, matrix products", times: rates[1] / rates[0]))
    let rows = workload.rows.prefix(workload.sizes.forwardRows / 4).map(\.ids)
    try row("scaling, forward in evaluation mode") { pool in
      let backbone = try workload.backbone(.frozen)
      return try timed {
        _ = try backbone.features(
          of: Array(rows), paddedLength: workload.sizes.maxLength,
          generator: TorchGenerator(seed: Workload.seed), pool: pool)
      }
    }
    for stage in [Stage.dropout, .tuned] {
      try row("scaling, \(stage.title)") { pool in
        try TimedTraining(
          workload, stage, padding: workload.notebookPadding, pool: pool,
          counted: stage == .dropout ? 4 : 2
        ).seconds
      }
    }
  }

  private func row(_ name: String, _ work: (WorkerPool) throws -> Double) throws {
    let single = WorkerPool(threads: 1)
    var (one, many) = (0.0, 0.0)
    for pool in [single, pool, pool, single] {
      let seconds = try work(pool)
      if pool === single { one += seconds } else { many += seconds }
    }
    report.add(
      Row(name: name, seconds: many / 2, otherSeconds: one / 2, times: one / many))
  }
}

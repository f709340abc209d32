import Engine

/// What generality costs: the same BERT as a module like any other, beside the ways that know what it
/// need not compute, in the order fast, general, general, fast.
struct GeneralTable {
  let workload: Workload
  let pool: WorkerPool
  let report: Report

  func measure() throws {
    report.section(
      "the same BERT as a general module, seconds a batch",
      [
        .number("general s") { $0.seconds }, .number("fast s") { $0.otherSeconds },
        .megabytes("general MB") { $0.bytes }, .megabytes("fast MB") { $0.otherBytes },
        .times, .difference,
      ])
    for stage in [Stage.dropout, .tuned] {
      try time(stage)
      try memory(stage)
    }
  }

  private func time(_ stage: Stage) throws {
    // The fast way encodes four batches at once while the BERT stays as it is.
    let batches = 4
    var (general, fast): ([TimedTraining], [TimedTraining]) = ([], [])
    for isGeneral in [false, true, true, false] {
      let training = try TimedTraining(
        workload, stage, padding: workload.notebookPadding, pool: pool, counted: batches,
        isGeneral: isGeneral)
      if isGeneral { general.append(training) } else { fast.append(training) }
    }
    let (ours, theirs) = (Self.seconds(general, batches), Self.seconds(fast, batches))
    let difference = zip(general[0].losses, fast[0].losses).map { Double(abs($0 - $1)) }.max()
    report.add(
      Row(
        name: "\(stage.title), general against fast", seconds: ours, otherSeconds: theirs,
        times: ours / theirs, difference: difference))
  }

  private static func seconds(_ trainings: [TimedTraining], _ batches: Int) -> Double {
    trainings.reduce(0) { $0 + $1.seconds } / Double(trainings.count * batches)
  }

  private func memory(_ stage: Stage) throws {
    let (general, fast) = (
      try StageMemory.measure(stage, workload, threads: pool.threads, isGeneral: true),
      try StageMemory.measure(stage, workload, threads: pool.threads)
    )
    report.add(
      Row(
        name: "peak memory, \(stage.title)", bytes: general, otherBytes: fast,
        times: Double(general) / Double(fast)))
  }
}

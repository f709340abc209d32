import Engine
import Foundation

/// Everything that was asked for, table after table.
struct Benchmark {
  let options: BenchCommand
  let model: URL
  let reviews: URL

  func run() throws {
    let scratch = try ScratchFolder()
    defer { scratch.remove() }
    let sizes = options.sizes
    let pool = WorkerPool(threads: options.threads)
    let data = try ReviewData(reviews, model: model, sizes: sizes)
    let workload = try Workload(model: model, rows: data.rows, sizes: sizes, scratch: scratch)
    let report = Report(
      RunDescription(threads: pool.threads, quick: options.quick, rows: data.rows.count))

    try StageTable(workload: workload, pool: pool, report: report)
      .measure(texts: data.texts, runsLesson: options.wholeLesson)
    try ScalingTable(workload: workload, pool: pool, report: report).measure()
    try GeneralTable(workload: workload, pool: pool, report: report).measure()
    if let python = options.pytorch {
      try PyTorchTable(workload: workload, pool: pool, report: report, python: python).measure()
    }
    if let python = options.encoders {
      try EncoderTable(workload: workload, pool: pool, report: report, python: python).measure()
    }
    if options.growth {
      try GrowthTable(
        workload: workload, pool: pool, report: report, scratch: scratch, python: options.pytorch
      ).measure()
    }
    if let json = options.json { try report.write(to: json) }
  }
}

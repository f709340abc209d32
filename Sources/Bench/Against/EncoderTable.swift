import Engine

/// The encoder alone beside other engines' encoders: reviews at their own lengths, without padding,
/// in turns of a few reviews.
struct EncoderTable {
  let workload: Workload
  let pool: WorkerPool
  let report: Report
  let python: String

  private struct Engines: Decodable {
    var engines: [String]
    var missing: [String]
  }

  private struct Answer: Decodable {
    var seconds: Double
    /// The pooler's output of each review, [rows][C].
    var pooled: [[Float]]
  }

  func measure() throws {
    let worker = try PythonWorker(
      python, script: "bench_encoders.py",
      arguments: [
        "--model", workload.model.path, "--rows", workload.rowsFile.path, "--threads",
        "\(pool.threads)",
      ])
    defer { worker.close() }
    report.add(versions: worker.versions)
    let found: Engines = try worker.ask("engines")
    report.section(
      "the encoder alone, single precision, \(pool.threads) threads",
      [.seconds, .reviews, .times, .difference])
    if !found.missing.isEmpty {
      TableWriter.show(
        """
        not compared, since \(python) cannot import them: \
        \(found.missing.joined(separator: ", ")); install with \
        \(python) -m pip install \(found.missing.joined(separator: " "))
        """)
    }

    let sizes = workload.sizes
    let backbone = try workload.backbone(.frozen)
    var ours = 0.0
    var theirs = [Double](repeating: 0, count: found.engines.count)
    var differences = theirs
    // The first round warms up.
    for round in 0...sizes.encoderRounds {
      let rows = round * sizes.encoderRows..<(round + 1) * sizes.encoderRows
      let positions = rows.map { $0 % workload.rows.count }
      var pooled: Tensor?
      let seconds = try timed {
        pooled = try backbone.features(
          of: positions.map { workload.rows[$0].ids }, paddedLength: sizes.maxLength,
          generator: TorchGenerator(seed: Workload.seed), pool: pool)
      }
      if round > 0 { ours += seconds }
      for engine in found.engines.indices {
        let list = positions.map(String.init).joined(separator: " ")
        let answer: Answer = try worker.ask("run \(engine) \(list)")
        if round > 0 { theirs[engine] += answer.seconds }
        let pairs = zip(pooled.map { Array($0.values) } ?? [], answer.pooled.joined())
        differences[engine] = pairs.reduce(differences[engine]) {
          max($0, Double(abs($1.0 - $1.1)))
        }
      }
    }
    let reviews = Double(sizes.encoderRounds * sizes.encoderRows)
    report.add(Row(name: "lesson, a review a thread", seconds: ours, reviews: reviews / ours))
    for (engine, name) in found.engines.enumerated() {
      report.add(
        Row(
          name: name, seconds: theirs[engine], reviews: reviews / theirs[engine],
          times: theirs[engine] / ours, difference: differences[engine]))
    }
  }
}

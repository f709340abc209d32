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

    try reviews(found.engines, worker)
    try sentence(found.engines, worker)
  }

  /// Reviews at their own lengths, some in each turn.
  private func reviews(_ engines: [String], _ worker: PythonWorker) throws {
    let sizes = workload.sizes
    let backbone = try workload.backbone(.frozen)
    var ours = 0.0
    var theirs = [Double](repeating: 0, count: engines.count)
    var differences = theirs
    // The first round warms up.
    for round in 0...sizes.encoderRounds {
      let rows = round * sizes.encoderRows..<(round + 1) * sizes.encoderRows
      let positions = rows.map { $0 % workload.rows.count }
      var pooled: Tensor?
      let seconds = try timed {
        pooled = try features(of: positions.map { workload.rows[$0].ids }, backbone)
      }
      if round > 0 { ours += seconds }
      for engine in engines.indices {
        let list = positions.map(String.init).joined(separator: " ")
        let answer: Answer = try worker.ask("run \(engine) \(list)")
        if round > 0 { theirs[engine] += answer.seconds }
        differences[engine] = max(differences[engine], difference(pooled, answer))
      }
    }
    let reviews = Double(sizes.encoderRounds * sizes.encoderRows)
    report.add(Row(name: "lesson, a review a thread", seconds: ours, reviews: reviews / ours))
    for (engine, name) in engines.enumerated() {
      report.add(
        Row(
          name: name, seconds: theirs[engine], reviews: reviews / theirs[engine],
          times: theirs[engine] / ours, difference: differences[engine]))
    }
  }

  /// One short sentence at a time: how long somebody waits who types it.
  private func sentence(_ engines: [String], _ worker: PythonWorker) throws {
    // Each call another sentence: the backbone knows what it has computed already.
    let tokens = 10
    let sentences = workload.rows.prefix(workload.sizes.isQuick ? 5 : 200).map {
      Array($0.ids.prefix(tokens))
    }
    let calls = sentences.count
    report.section(
      "a prediction of \(tokens) tokens, the median of \(calls) calls, milliseconds",
      [.number("ms") { $0.seconds.map { $0 * 1000 } }, .times, .difference])
    let backbone = try workload.backbone(.frozen)
    var pooled: Tensor?
    let ours = try sentences.map { ids in
      try timed { pooled = try features(of: [ids], backbone) }
    }.sorted()[calls / 2]
    report.add(Row(name: "a short sentence, lesson", seconds: ours))
    for (engine, name) in engines.enumerated() {
      let answer: Answer = try worker.ask("short \(engine) \(tokens) \(calls)")
      report.add(
        Row(
          name: "a short sentence, \(name)", seconds: answer.seconds,
          times: answer.seconds / ours, difference: difference(pooled, answer)))
    }
  }

  /// The pooler's output of each text, [texts, C].
  private func features(of texts: [[Int32]], _ backbone: BertModel) throws -> Tensor {
    try backbone.features(
      of: texts, paddedLength: workload.sizes.maxLength,
      generator: TorchGenerator(seed: Workload.seed), pool: pool)
  }

  private func difference(_ pooled: Tensor?, _ answer: Answer) -> Double {
    zip(pooled.map { Array($0.values) } ?? [], answer.pooled.joined()).reduce(0) {
      max($0, Double(abs($1.0 - $1.1)))
    }
  }
}

import Engine
import Foundation

/// How time grows with rows, with their length and with the model's width, and what memory the
/// larger model's training needs.
struct GrowthTable {
  let workload: Workload
  let pool: WorkerPool
  let report: Report
  let scratch: ScratchFolder
  let python: String?

  /// Both stages' time for one value of what is varied.
  private struct Point {
    var size: Double
    var forward: Double
    var step: Double
  }

  func measure() throws {
    let sizes = workload.sizes
    report.section("growth", [.seconds, .exponent])
    let length = sizes.growthLengths[sizes.growthLengths.count / 2]
    try series("rows of \(length) tokens", sizes.growthRows) { ($0, length) }
    let rows = sizes.batchSize
    try series("tokens, \(rows) rows", sizes.growthLengths) { (rows, $0) }
    try width(rows: rows, length: length)
  }

  /// Times each value and fits a power law to all of them.
  private func series(
    _ name: String, _ values: [Int], _ shape: (Int) -> (rows: Int, length: Int)
  ) throws {
    var points: [Point] = []
    for value in values {
      let (rows, length) = shape(value)
      points.append(try time(workload, rows: rows, length: length, size: Double(value)))
    }
    add(zip(values, points).map { ("\($0) \(name)", $1) })
    addExponents(name, points)
  }

  private func add(_ points: [(name: String, point: Point)]) {
    for (name, point) in points {
      report.add(Row(name: "forward, \(name)", seconds: point.forward))
    }
    for (name, point) in points {
      report.add(Row(name: "training step, \(name)", seconds: point.step))
    }
  }

  private func addExponents(_ name: String, _ points: [Point]) {
    let forward = PowerLaw.exponent(points.map { ($0.size, $0.forward) })
    let step = PowerLaw.exponent(points.map { ($0.size, $0.step) })
    report.add(Row(name: "forward against \(name)", exponent: forward))
    report.add(Row(name: "training step against \(name)", exponent: step))
  }

  /// Both models: time a layer against width, and the memory of a training step.
  private func width(rows: Int, length: Int) throws {
    let sizes = workload.sizes
    let folder = scratch.file("wide")
    defer { try? FileManager.default.removeItem(at: folder) }
    try RandomModel(
      layers: sizes.wide.layers, hidden: sizes.wide.hidden,
      vocabulary: workload.configuration.vocabularySize
    ).write(to: folder)
    let wide = try Workload(
      model: folder, rows: workload.rows, rowsFile: workload.rowsFile, sizes: sizes)
    var points: [(name: String, point: Point)] = []
    for model in [workload, wide] {
      let c = model.configuration
      let point = try time(model, rows: rows, length: length, size: Double(c.hiddenSize))
      points.append(("\(c.layers) layers \(c.hiddenSize) wide", point))
    }
    add(points)
    addExponents(
      "width, a layer's time",
      zip(points, [workload, wide]).map { named, model in
        let layers = Double(model.configuration.layers)
        return Point(
          size: named.point.size, forward: named.point.forward / layers,
          step: named.point.step / layers)
      })
    try memory([workload, wide])
  }

  /// Peak memory of a full training step on the notebook's batches.
  private func memory(_ workloads: [Workload]) throws {
    report.section(
      "peak memory of a full training step",
      [.memory, .megabytes("PyTorch MB") { $0.otherBytes }, .times])
    for workload in workloads {
      let c = workload.configuration
      let name = "peak memory, \(c.layers) layers \(c.hiddenSize) wide"
      if let python {
        try PyTorchTable(workload: workload, pool: pool, report: report, python: python)
          .memory(workload, name: name)
      } else {
        let bytes = try StageMemory.measure(.tuned, workload, threads: pool.threads)
        report.add(Row(name: name, bytes: bytes))
      }
    }
  }

  /// The forward pass in evaluation mode and a full training step on rows of one length.
  private func time(
    _ model: Workload, rows: Int, length: Int, size: Double
  ) throws -> Point {
    var sizes = model.sizes
    (sizes.rows, sizes.batchSize, sizes.maxLength, sizes.epochs) = (rows, rows, length, 4)
    // One more than is timed, for warming up.
    let made = Self.rows(
      rows + 1, length: length, vocabulary: model.configuration.vocabularySize)
    let small = try Workload(
      model: model.model, rows: Array(made.dropLast()), sizes: sizes, scratch: scratch)
    let backbone = try small.backbone(.frozen)
    func encode(_ rows: ArraySlice<TokenizedRow>) throws {
      _ = try backbone.features(
        of: rows.map(\.ids), paddedLength: length, generator: TorchGenerator(seed: Workload.seed),
        pool: pool)
    }
    try encode(made.suffix(1))
    let forward = try timed { try encode(made.dropLast()) }
    // The clock is read before the optimizer's step, and its first step makes its states: so the
    // second batch is not yet like those that follow.
    let steps = try TimedTraining(
      small, .tuned, padding: small.notebookPadding, pool: pool, warmUp: 2, counted: 2)
    return Point(size: size, forward: forward, step: steps.seconds / 2)
  }

  /// Distinct rows of random tokens: no row is known from another.
  static func rows(_ count: Int, length: Int, vocabulary: Int) -> [TokenizedRow] {
    let generator = TorchGenerator(seed: Workload.seed)
    return (0..<count).map { row in
      TokenizedRow(
        ids: (0..<length).map { _ in Int32(generator.random() % UInt32(vocabulary)) },
        label: row % 2)
    }
  }
}

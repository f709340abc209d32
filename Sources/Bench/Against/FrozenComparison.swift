import Engine

/// Cell 10 in turns: a share of the whole of it for the engine, a batch for PyTorch as the notebook
/// has it, a batch for a careful user of PyTorch.
///
/// The engine does all of cell 10. PyTorch's batches are multiplied up: the notebook encodes every
/// batch of every epoch; the careful user sorts the reviews by length, encodes each once, and trains
/// the head on what is kept.
struct FrozenComparison {
  let table: PyTorchTable
  private var workload: Workload { table.workload }
  private var sizes: Sizes { workload.sizes }

  init(table: PyTorchTable) { self.table = table }

  func measure() throws {
    let notebook = try table.worker(.frozen, padding: workload.notebookPadding)
    defer { notebook.close() }
    let careful = try table.worker(.frozen, padding: .longestInBatch)
    defer { careful.close() }
    let backbone = try workload.backbone(.frozen)
    let sorted = Self.sortedBatches(
      lengths: workload.rows.map(\.ids.count), batchSize: sizes.batchSize)
    let picked = Self.spread(sizes.batches, of: sorted.count).map { sorted[$0] }

    var ours = 0.0
    var (theirs, theirsCareful): ([PyTorchWorker.Batch], [PyTorchWorker.Batch]) = ([], [])
    for turn in 0..<(Stage.frozen.warmUp + sizes.batches) {
      theirs.append(try notebook.step())
      let counted = turn - Stage.frozen.warmUp
      theirsCareful.append(try careful.encode(picked[max(0, counted)]))
      if counted >= 0 { ours += try timed { try encodeShare(counted, backbone) } }
    }
    // What is left of cell 10: its features are all known by now.
    var losses: [Float] = []
    ours += try timed {
      losses = try workload.training(
        .frozen, backbone: backbone, padding: workload.notebookPadding
      ).run(
        generator: TorchGenerator(seed: Workload.seed), pool: table.pool,
        cancellation: Cancellation()
      ).losses
    }
    let difference = zip(theirs, losses).map { Double(abs($0.loss - $1)) }.max()
    addNotebook(ours, theirs.map(\.seconds), difference, bytes: try notebook.peakMemory())
    try addCareful(
      ours, theirsCareful, batches: sorted.count, bytes: try careful.peakMemory(), backbone)
  }

  /// Encodes one of as many shares of the subset as there are turns; the backbone keeps the features.
  private func encodeShare(_ share: Int, _ backbone: BertModel) throws {
    let bounds = (0...sizes.batches).map { $0 * workload.rows.count / sizes.batches }
    let rows = workload.rows[bounds[share]..<bounds[share + 1]]
    _ = try backbone.features(
      of: rows.map(\.ids), paddedLength: sizes.maxLength,
      generator: TorchGenerator(seed: Workload.seed), pool: table.pool)
  }

  private func addNotebook(
    _ ours: Double, _ seconds: [Double], _ difference: Double?, bytes: Int
  ) {
    let batch = seconds.suffix(sizes.batches).reduce(0, +) / Double(sizes.batches)
    let total = batch * Double(workload.allBatches)
    table.report.add(
      Row(
        name: "cell 10, the notebook's code", otherSeconds: batch, otherBytes: bytes, total: ours,
        otherTotal: total, extrapolated: true, times: total / ours, difference: difference,
        note: "lesson's total measured, PyTorch's extrapolated"))
  }

  private func addCareful(
    _ ours: Double, _ answers: [PyTorchWorker.Batch], batches: Int, bytes: Int,
    _ backbone: BertModel
  ) throws {
    let counted = answers.suffix(sizes.batches)
    let step = counted.reduce(0) { $0 + ($1.step ?? 0) } / Double(sizes.batches)
    let encoding = counted.reduce(0) { $0 + $1.seconds - ($1.step ?? 0) } / Double(sizes.batches)
    let total = encoding * Double(batches) + step * Double(workload.allBatches)
    let difference = try counted.map { answer in
      let training = try workload.training(
        .frozen, backbone: backbone, padding: .longestInBatch, positions: answer.rows)
      let loss = try training.run(
        generator: TorchGenerator(seed: Workload.seed), pool: table.pool,
        cancellation: Cancellation()
      ).losses[0]
      return Double(abs(loss - answer.loss))
    }.max()
    table.report.add(
      Row(
        name: "cell 10, sorted by length, features kept", otherSeconds: encoding,
        otherBytes: bytes, total: ours, otherTotal: total, extrapolated: true,
        times: total / ours, difference: difference,
        note: "lesson's total measured, PyTorch's extrapolated"))
  }

  /// Batches of rows of like length, the longest first.
  static func sortedBatches(lengths: [Int], batchSize: Int) -> [[Int]] {
    let order = lengths.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }
    return stride(from: 0, to: order.count, by: batchSize).map {
      Array(order[$0..<min($0 + batchSize, order.count)])
    }
  }

  /// Some of so many places, evenly spread, so that what they cost is what all cost on average.
  static func spread(_ count: Int, of places: Int) -> [Int] {
    (0..<count).map { min(places - 1, (2 * $0 + 1) * places / (2 * count)) }
  }
}

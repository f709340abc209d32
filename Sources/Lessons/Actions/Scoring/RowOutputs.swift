import Engine

/// What a model gives for rows, batch by batch, and what it should have given.
struct RowOutputs {
  struct Batch {
    /// Positions in the table.
    var rows: [Int]
    var output: Tensor

    /// Each row with what the model gives for it.
    var pairs: [(row: Int, output: [Float])] {
      let width = output.count / max(1, rows.count)
      return rows.enumerated().map { place, row in
        (row, Array(output.values[place * width..<(place + 1) * width]))
      }
    }
  }

  let table: Table
  private(set) var batches: [Batch] = []

  /// Takes rows through a model: a table's all at once, a loader's batch by batch.
  ///
  /// - Throws: `nonFiniteResult` for an output that is not finite, and `interrupted`.
  init(
    _ name: String, through model: LessonNetwork, _ context: RunContext
  ) throws(EngineError) {
    let order: [[Int]]
    var augmentation: PictureAugmentation?
    if let loader: RowLoader = try? context.value(name) {
      (table, augmentation) = (loader.table, loader.loader.augmentation)
      order = loader.loader.epoch(context.generator)
    } else {
      table = try context.value(name)
      order = [Array(0..<table.rows)]
    }
    let progress = context.progress("scoring")
    for (index, rows) in order.enumerated() {
      try context.cancellation.check()
      var inputs = table.rows(rows).inputs
      if let augmentation, case .numbers(let pictures) = inputs {
        inputs = .numbers(
          augmentation.fetch(Array(rows.indices), of: pictures, context.generator))
      }
      let output = try model.output(of: [inputs], context)
      let width = max(1, output.count / max(1, rows.count))
      if let place = output.values.firstIndex(where: { !$0.isFinite }) {
        throw .nonFiniteResult(
          "what the model gives for row \(rows[place / width]) of `\(name)` is not finite")
      }
      batches.append(Batch(rows: rows, output: output))
      progress(index + 1, order.count)
    }
  }

  /// Every row with what the model gives for it, in the order of the batches.
  var rows: [(row: Int, output: [Float])] { batches.flatMap(\.pairs) }

  /// The first row of each batch.
  var firstRows: [(row: Int, output: [Float])] { batches.compactMap(\.pairs.first) }
}

extension Table {
  /// Takes a column of pictures, or of numbers [channels, height, width], through some steps.
  ///
  /// - Parameters:
  ///   - column: the column's index.
  ///   - layout: of the result: numbers of known extents.
  ///   - augmentation: what a loader is to draw of them.
  /// - Throws: `invalidData` or `invalidRows` that names the picture for which a step does not fit.
  public mutating func transform(
    column index: Int, _ steps: [PictureStep], to layout: PictureLayout,
    augmentation: PictureAugmentation? = nil, pool: WorkerPool, cancellation: Cancellation,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(EngineError) {
    let shape = [layout.channels, layout.height ?? 0, layout.width ?? 0]
    let size = shape.reduce(1, *)
    let (table, rows) = (self, self.rows)
    var values = [Double](repeating: 0, count: rows * size)
    // Some at a time, so that one thread can report the progress.
    let portion = max(1, pool.threads * 16)
    for start in stride(from: 0, to: rows, by: portion) {
      let count = min(portion, rows - start)
      try values.withUnsafeMutableBufferPointer { values throws(EngineError) in
        // Each row has a place of its own.
        nonisolated(unsafe) let values = values
        try pool.forEach(count: count, cancellation: cancellation) { piece, _ throws(EngineError) in
          let row = start + piece
          let numbers = try table.transformed(table.columns[index], row, steps, size)
          for (offset, number) in numbers.enumerated() {
            values[row * size + offset] = Double(number)
          }
        }
      }
      progress(start + count, rows)
    }
    columns[index].values = values
    columns[index].shape = shape
    columns[index].pictures = nil
    columns[index].augmentation = augmentation
  }

  private func transformed(
    _ column: Column, _ row: Int, _ steps: [PictureStep], _ size: Int
  ) throws(EngineError) -> [Float] {
    let source = column.pictures?[row]
    let way: PictureWay
    if let source {
      way = .bytes(try source.read())
    } else {
      let values = column.row(row).map { Float($0) }
      way = .numbers(
        values, channels: column.shape[0], height: column.shape[1], width: column.shape[2])
    }
    do throws(PictureStep.Problem) {
      guard case .numbers(let numbers, _, _, _) = try way.taking(steps), numbers.count == size
      else { throw PictureStep.Problem("gives other than \(size) numbers") }
      return numbers
    } catch {
      guard let path = source?.path else {
        throw .invalidRows(.pictureStep(reason: error.reason, row: places[row]))
      }
      throw .invalidData(path: path, line: nil, reason: "a step that \(error.reason)")
    }
  }
}

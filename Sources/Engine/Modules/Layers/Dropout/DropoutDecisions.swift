import KernelInterface

/// Which values of a tensor dropout keeps, drawn in row-major order.
struct DropoutDecisions {
  private let dropout: Dropout
  private let count: Int

  /// - Parameter probability: of becoming 0, between 0 and 1 without either.
  init(count: Int, probability: Double, generator: TorchGenerator) {
    let width = DropoutBits.elementsPerGroup
    let rows = (count + width - 1) / width
    var mask = DropoutMask()
    mask.reshape(rows: rows, columns: width)
    var sampler = DropoutSampler(probability: probability, maxColumns: min(count, width))
    for row in 0..<rows {
      sampler.drawRow(
        min(width, count - row * width), from: &generator.engine, into: mask.row(row))
    }
    self.count = count
    dropout = Dropout(mask: mask, probability: probability)
  }

  /// Kept values multiplied by 1 / (1 - p), the others 0.
  func applied(to x: Tensor) -> Tensor {
    let y = x.similar()
    let width = DropoutBits.elementsPerGroup
    let (whole, rest) = count.quotientAndRemainder(dividingBy: width)
    let bits = dropout.bits
    kernels.dropout(x.start, bits, into: y.start, rows: whole, columns: width)
    if rest > 0 {
      kernels.dropout(
        x.start + whole * width, bits.from(row: whole), into: y.start + whole * width, rows: 1,
        columns: rest)
    }
    return y
  }

  /// For each value what it is multiplied with: 1 / (1 - p) or 0.
  func factors() -> Tensor {
    applied(to: Tensor(shape: [count], values: [Float](repeating: 1, count: count)))
  }
}

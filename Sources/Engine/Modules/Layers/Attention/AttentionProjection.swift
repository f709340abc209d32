import KernelInterface

/// Query, key and value of one input: one, two or all three of the thirds of a weight [3 * E, E].
struct AttentionProjection {
  let weight: Parameter
  let bias: Parameter?
  /// [rows, E], the rows in any order.
  let input: Tensor
  let firstThird, thirds: Int

  private var width: Int { weight.shape[1] }
  private var rows: Int { input.count / width }
  /// Columns of the result.
  var columns: Int { thirds * width }
  private var offset: Int { firstThird * width }
  /// Operations of a row.
  private var cost: Int { 2 * width * columns }

  /// [rows, thirds * E] = x Wᵀ + b.
  func forward(_ pool: WorkerPool) -> Tensor {
    let result = Tensor(uninitialized: [rows, columns])
    let operand: MatrixProduct.Right =
      thirds == 3
      ? weight.transposedOperand
      : .columns(weight.value.start + offset * width, stride: width)
    pool.forEachRange(of: rows, cost: cost) { range in
      MatrixMultiply.run(
        MatrixProduct(
          m: range.count, n: columns, k: width, a: input.start + range.lowerBound * width,
          aStride: width, b: operand,
          start: bias.map { .row($0.value.start + offset) } ?? .nothing,
          out: result.start + range.lowerBound * columns, outStride: columns))
    }
    return result
  }

  /// In the forward pass this was: y = x Wᵀ + b.
  ///
  /// So dx = dy W, dW = dyᵀ x, db = the sum of dy's rows.
  func backward(
    _ dY: Tensor, weightGradient: (Tensor, MatrixMultiply.Accumulation)?,
    biasGradient: (Tensor, MatrixMultiply.Accumulation)?, wantsInput: Bool, _ pool: WorkerPool
  ) -> Tensor? {
    pool.forEachPiece(count: thirds + 1, cost: cost * rows / thirds) { piece in
      if piece == thirds {
        guard let (gradient, accumulation) = biasGradient else { return }
        WeightGradient.sumRows(
          dY.start, rows: rows, columns: columns, into: gradient.start + offset, accumulation)
      } else if let (gradient, accumulation) = weightGradient {
        WeightGradient.run(
          dY.start + piece * width, stride: columns, input.start, stride: width, rows: rows,
          m: width, n: width, into: gradient.start + (firstThird + piece) * width * width,
          stride: width, accumulation)
      }
    }
    guard wantsInput else { return nil }
    let dX = input.similar()
    let operand: MatrixProduct.Right =
      thirds == 3
      ? weight.operand : .rows(weight.value.start + offset * width, stride: width)
    pool.forEachRange(of: rows, cost: cost) { range in
      MatrixMultiply.run(
        MatrixProduct(
          m: range.count, n: width, k: columns, a: dY.start + range.lowerBound * columns,
          aStride: columns, b: operand, out: dX.start + range.lowerBound * width,
          outStride: width))
    }
    return dX
  }
}

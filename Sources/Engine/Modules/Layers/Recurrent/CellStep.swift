import KernelInterface

/// One step of some neighbouring rows: where a cell finds and leaves its values, [rows, …] each.
struct CellStep {
  let rows, hidden: Int
  /// [rows, G * H]: comes as the input's product and bias.
  let gates: UnsafeMutablePointer<Float>
  let extra: UnsafeMutablePointer<Float>
  /// [rows, H]; cell states only where there are some.
  let before, cellBefore: UnsafePointer<Float>
  let after, cellAfter: UnsafeMutablePointer<Float>
  /// Whether the states before are zeros, so that their product need not be computed.
  let beginsWithZeros: Bool
  /// The hidden weight as the right operand [H, G * H].
  let weight: MatrixProduct.Right
  /// [G * H].
  let hiddenBias: UnsafePointer<Float>?

  /// out [rows, G * H] = start + h Wᵀ.
  func multiply(_ gates: Int, into out: UnsafeMutablePointer<Float>, _ start: MatrixProduct.Start) {
    MatrixMultiply.run(
      MatrixProduct(
        m: rows, n: gates * hidden, k: hidden, a: before, aStride: hidden, b: weight, start: start,
        out: out, outStride: gates * hidden))
  }
}

/// The way back through one step of some neighbouring rows.
struct CellStepBack {
  let rows, hidden: Int
  /// What the step kept.
  let gates, extra, before, cellBefore, after, cellAfter: UnsafePointer<Float>
  /// [rows, H]: the gradient of the hidden state after the step.
  let dAfter: UnsafePointer<Float>
  /// [rows, H]: comes as the gradient of the cell state after the step, goes as that before it.
  let dCell: UnsafeMutablePointer<Float>
  /// [rows, G * H]: the gradient of the sums that the gates are functions of, as far as the input's
  /// product reaches them.
  let dGates: UnsafeMutablePointer<Float>
  /// The same as far as the hidden state's product reaches them; the same memory unless a cell treats
  /// the two apart.
  let dHiddenGates: UnsafeMutablePointer<Float>
  /// [rows, H]: the hidden state's gradient before the step, to which a cell adds what reaches it on
  /// other ways than the product; `nil` where it is not needed.
  let dBefore: UnsafeMutablePointer<Float>?
}

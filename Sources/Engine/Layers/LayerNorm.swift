import KernelInterface

/// Layer normalization (Ba, Kiros and Hinton, 2016): each row to mean 0 and variance 1 (the biased
/// one), then scaled and shifted by learned weights.
///
/// The kernels hold the formulas, forward and backward.
struct LayerNorm {
  let weight: Parameter
  let bias: Parameter
  let epsilon: Float

  /// What the backward pass needs of a forward pass over some rows.
  typealias Kept = NormalizedRows

  private var weights: NormWeights {
    NormWeights(weight: weight.value.start, bias: bias.value.start, epsilon: epsilon)
  }

  /// Normalizes rows [rows, columns] in place.
  func forward(
    _ values: UnsafeMutablePointer<Float>, rows: Int, columns: Int, keeping kept: Kept?
  ) {
    kernels.normalize(values, weights, rows: rows, columns: columns, keeping: kept)
  }

  /// out = LayerNorm(residual + dropout(values + bias)) on [rows, columns]: the end of each half of
  /// a BERT layer, in one pass over the memory.
  ///
  /// `out` may be `residual`.
  func forward(
    adding values: UnsafePointer<Float>, bias addedBias: Parameter, dropout: Dropout?,
    to residual: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>,
    rows: Int, columns: Int, keeping kept: Kept?
  ) {
    kernels.normalize(
      adding: values, bias: addedBias.value.start, dropout: dropout?.bits, to: residual, weights,
      into: out, rows: rows, columns: columns, keeping: kept)
  }

  /// Replaces the gradient of some rows' output by that of their input, and adds to the gradients
  /// of weight and bias, dWeight [columns] and dBias [columns].
  func backward(
    _ dValues: UnsafeMutablePointer<Float>, kept: Kept, rows: Int, columns: Int,
    dWeight: UnsafeMutablePointer<Float>, dBias: UnsafeMutablePointer<Float>
  ) {
    kernels.normalizeBackward(
      dValues, weight: weight.value.start, kept: kept, rows: rows, columns: columns,
      dWeight: dWeight, dBias: dBias)
  }
}

/// A linear layer, y = x Wᵀ + b, on rows: x [rows, inputs], W [outputs, inputs], b [outputs].
struct Linear {
  let weight: Parameter
  let bias: Parameter

  var outputs: Int { weight.value.shape[0] }
  var inputs: Int { weight.value.shape[1] }

  /// The product alone, out [rows, outputs] = x Wᵀ, for layers that add the bias in their next pass.
  @inline(__always)
  func product(
    of input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>
  ) {
    guard let weight = weight.value.values.baseAddress else { return }
    MatrixMultiply.timesTransposed(
      input, rowStride: inputs, weight, rowStride: inputs, into: output, rowStride: outputs,
      m: rows, n: outputs, k: inputs)
  }

  /// out [rows, outputs] = x Wᵀ + b.
  func forward(
    of input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>
  ) {
    guard let weight = weight.value.values.baseAddress,
      let bias = bias.value.values.baseAddress
    else { return }
    for row in 0..<rows { (output + row * outputs).update(from: bias, count: outputs) }
    MatrixMultiply.timesTransposed(
      input, rowStride: inputs, weight, rowStride: inputs, into: output, rowStride: outputs,
      m: rows, n: outputs, k: inputs, .add)
  }

  /// Sets the gradients of weight and bias, and that of the input where it is asked for.
  ///
  /// In the forward pass this was: y = x Wᵀ + b. So dW = dyᵀ x, db = the sum of dy's rows,
  /// dx = dy W.
  func backward(
    dOutput: UnsafePointer<Float>, input: UnsafePointer<Float>, rows: Int,
    dInput: UnsafeMutablePointer<Float>?
  ) {
    if weight.requiresGradient {
      let dWeight = Tensor(shape: weight.value.shape)
      if let out = dWeight.values.baseAddress {
        MatrixMultiply.transposedTimes(
          dOutput, rowStride: outputs, input, rowStride: inputs, into: out, rowStride: inputs,
          m: outputs, n: inputs, k: rows)
      }
      weight.gradient = dWeight
    }
    if bias.requiresGradient {
      let dBias = Tensor(shape: bias.value.shape)
      for row in 0..<rows {
        for j in 0..<outputs { dBias.values[j] += dOutput[row * outputs + j] }
      }
      bias.gradient = dBias
    }
    if let dInput, let weight = weight.value.values.baseAddress {
      MatrixMultiply.times(
        dOutput, rowStride: outputs, weight, rowStride: inputs, into: dInput, rowStride: inputs,
        m: rows, n: inputs, k: outputs)
    }
  }
}

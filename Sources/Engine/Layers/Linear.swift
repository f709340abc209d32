import KernelInterface

/// A linear layer, y = x Wᵀ + b, on rows: x [rows, inputs], W [outputs, inputs], b [outputs].
struct Linear {
  let weight: Parameter
  let bias: Parameter

  var outputs: Int { weight.value.shape[0] }
  var inputs: Int { weight.value.shape[1] }

  /// The product alone, out [rows, outputs] = x Wᵀ, for layers that add the bias in their next pass.
  func product(
    of input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>
  ) {
    MatrixMultiply.run(
      MatrixProduct(
        m: rows, n: outputs, k: inputs, a: input, aStride: inputs, b: weight.transposedOperand,
        out: output, outStride: outputs))
  }

  /// out [rows, outputs] = x Wᵀ + b.
  func forward(
    of input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>
  ) {
    MatrixMultiply.run(
      MatrixProduct(
        m: rows, n: outputs, k: inputs, a: input, aStride: inputs, b: weight.transposedOperand,
        start: .row(bias.value.start), out: output, outStride: outputs))
  }

  /// dInput [rows, inputs] = dOutput W, or that added to dInput.
  ///
  /// In the forward pass this was: y = x Wᵀ + b. So dx = dy W.
  func inputGradient(
    dOutput: UnsafePointer<Float>, rows: Int, into dInput: UnsafeMutablePointer<Float>,
    _ accumulation: MatrixMultiply.Accumulation = .overwrite
  ) {
    MatrixMultiply.run(
      MatrixProduct(
        m: rows, n: inputs, k: outputs, a: dOutput, aStride: outputs, b: weight.operand,
        start: accumulation == .add ? .output : .nothing, out: dInput, outStride: inputs))
  }

  /// Adds to the gradients of weight and bias, as far as they ask for one.
  ///
  /// In the forward pass this was: y = x Wᵀ + b. So dW = dyᵀ x, db = the sum of dy's rows.
  func parameterGradients(
    dOutput: UnsafePointer<Float>, input: UnsafePointer<Float>, rows: Int
  ) {
    for task in gradientTasks(dOutput: dOutput, input: input, rows: rows) { task() }
  }

  /// The same as independent tasks.
  ///
  /// Each has a block of the weight's gradient, whose elements do not depend on how it is cut.
  func gradientTasks(
    dOutput: UnsafePointer<Float>, input: UnsafePointer<Float>, rows: Int
  ) -> [() -> Void] {
    WeightGradient.tasks(weight, dOutput: dOutput, input: input, rows: rows)
      + WeightGradient.tasks(bias: bias, dOutput: dOutput, rows: rows)
  }
}

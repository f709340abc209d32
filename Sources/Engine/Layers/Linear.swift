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
    MatrixMultiply.timesTransposed(
      input, rowStride: inputs, weight.value.start, rowStride: inputs, into: output,
      rowStride: outputs,
      m: rows, n: outputs, k: inputs)
  }

  /// out [rows, outputs] = x Wᵀ + b.
  func forward(
    of input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>
  ) {
    let bias = bias.value.start
    for row in 0..<rows { (output + row * outputs).update(from: bias, count: outputs) }
    MatrixMultiply.timesTransposed(
      input, rowStride: inputs, weight.value.start, rowStride: inputs, into: output,
      rowStride: outputs,
      m: rows, n: outputs, k: inputs, .add)
  }

  /// dInput [rows, inputs] = dOutput W, or that added to dInput.
  ///
  /// In the forward pass this was: y = x Wᵀ + b. So dx = dy W.
  @inline(__always)
  func inputGradient(
    dOutput: UnsafePointer<Float>, rows: Int, into dInput: UnsafeMutablePointer<Float>,
    _ accumulation: MatrixMultiply.Accumulation = .overwrite
  ) {
    MatrixMultiply.times(
      dOutput, rowStride: outputs, weight.value.start, rowStride: inputs,
      into: dInput, rowStride: inputs, m: rows, n: inputs, k: outputs, accumulation)
  }

  /// Adds to the gradients of weight and bias, as far as they ask for one.
  ///
  /// In the forward pass this was: y = x Wᵀ + b. So dW = dyᵀ x, db = the sum of dy's rows.
  func parameterGradients(
    dOutput: UnsafePointer<Float>, input: UnsafePointer<Float>, rows: Int
  ) {
    for task in gradientTasks(dOutput: dOutput, input: input, rows: rows) { task() }
  }

  /// The same as independent tasks, cut by the weight's shape alone, so that it does not depend on
  /// the number of threads which products are computed.
  func gradientTasks(
    dOutput: UnsafePointer<Float>, input: UnsafePointer<Float>, rows: Int
  ) -> [() -> Void] {
    var tasks: [() -> Void] = []
    if weight.requiresGradient {
      let (gradient, accumulation) = weight.gradientToWrite()
      for row in stride(from: 0, to: outputs, by: Self.blockSide) {
        for column in stride(from: 0, to: inputs, by: Self.blockSide) {
          tasks.append { [outputs, inputs] in
            MatrixMultiply.transposedTimes(
              dOutput + row, rowStride: outputs, input + column, rowStride: inputs,
              into: gradient.start + row * inputs + column, rowStride: inputs,
              m: min(Self.blockSide, outputs - row), n: min(Self.blockSide, inputs - column),
              k: rows, accumulation)
          }
        }
      }
    }
    if bias.requiresGradient {
      let gradient = bias.gradientToAddTo()
      tasks.append { [outputs] in
        for row in 0..<rows {
          let line = dOutput + row * outputs
          for j in 0..<outputs { gradient.start[j] += line[j] }
        }
      }
    }
    return tasks
  }

  /// The side of a weight's blocks: large enough for OpenBLAS to be at its best.
  private static let blockSide = 384
}

/// The gradients of y = x Wᵀ + b as independent tasks.
extension WeightGradient {
  /// The side of a block of a weight's gradient: enough of them for all threads, each large enough
  /// for its product to be at its best.
  private static let blockSide = 384

  /// Adds dW [outputs, inputs] = dyᵀ x to the weight's gradient, if it asks for one.
  ///
  /// Each task has a block, whose elements do not depend on how the weight is cut.
  ///
  /// - Parameters:
  ///   - dOutput: [rows, outputs].
  ///   - input: [rows, inputs].
  static func tasks(
    _ weight: Parameter, dOutput: UnsafePointer<Float>, input: UnsafePointer<Float>, rows: Int
  ) -> [() -> Void] {
    guard weight.requiresGradient else { return [] }
    let (outputs, inputs) = (weight.shape[0], weight.shape[1])
    let (gradient, accumulation) = weight.gradientToWrite()
    var tasks: [() -> Void] = []
    for row in stride(from: 0, to: outputs, by: blockSide) {
      for column in stride(from: 0, to: inputs, by: blockSide) {
        tasks.append {
          run(
            dOutput + row, stride: outputs, input + column, stride: inputs, rows: rows,
            m: min(blockSide, outputs - row), n: min(blockSide, inputs - column),
            into: gradient.start + row * inputs + column, stride: inputs, accumulation)
        }
      }
    }
    return tasks
  }

  /// Adds db [outputs] = the sum of dy's rows to the bias's gradient, if there is one to ask for.
  static func tasks(
    bias: Parameter?, dOutput: UnsafePointer<Float>, rows: Int
  ) -> [() -> Void] {
    guard let bias, bias.requiresGradient else { return [] }
    let (gradient, accumulation) = bias.gradientToWrite()
    return [
      {
        sumRows(
          dOutput, rows: rows, columns: bias.shape[0], into: gradient.start, accumulation)
      }
    ]
  }
}

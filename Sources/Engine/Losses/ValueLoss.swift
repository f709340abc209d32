/// A loss of single values, each beside its own of the target, which has the output's shape.
///
/// A new one is a file with its two formulas and a line in ``LossCatalogue``.
protocol ValueLoss: Loss {
  /// A mean divides by the number of all values, not of the rows.
  var reduction: Reduction { get }

  /// A value's loss, and its slope by the output's value.
  ///
  /// - Parameters:
  ///   - x: the output's value.
  ///   - y: the target's.
  ///   - column: the value's place along the last dimension.
  func loss(_ x: Double, _ y: Double, column: Int) -> (loss: Double, slope: Double)

  /// The first value that there is no loss for, in words; `nil` where there is none.
  func problem(_ output: Tensor, _ target: Tensor) -> String?

  /// A problem with the extent of the last dimension; `nil` where there is none.
  func problem(columns: Int) -> String?
}

extension ValueLoss {
  func problem(_ output: Tensor, _ target: Tensor) -> String? { nil }

  func problem(columns: Int) -> String? { nil }

  func check(output: [Int], target: ActivationShape) throws(ShapeProblem) {
    guard target.kind == .numbers else {
      throw ShapeProblem(
        expected: "a target of numbers, not of classes", found: [ActivationShape(output), target])
    }
    guard target.shape == output else {
      throw ShapeProblem(
        expected: "a target of the output's shape \(output)",
        found: [ActivationShape(output), target])
    }
    if let expected = problem(columns: output.last ?? 1) {
      throw ShapeProblem(expected: expected, found: [ActivationShape(output), target])
    }
  }

  func lossAndGradient(
    output: Tensor, target: Activation, weight: Double
  ) throws(EngineError) -> (loss: Float, dOutput: Tensor) {
    guard case .numbers(let target) = target, target.count == output.count else {
      throw .invalidInput(
        "a loss of values was given an output \(output.shape) and a target \(target.shape)")
    }
    if let problem = problem(columns: output.shape.last ?? 1) ?? problem(output, target) {
      throw .invalidInput(problem)
    }
    let columns = max(1, output.shape.last ?? 1)
    let divisor = reduction == .mean ? Double(output.count) : 1
    let scale = weight / divisor
    let dOutput = Tensor(uninitialized: output.shape)
    let (x, y, dX) = (output.start, target.start, dOutput.start)
    var sum = 0.0
    for row in stride(from: 0, to: output.count, by: columns) {
      for column in 0..<columns {
        let i = row + column
        let value = loss(Double(x[i]), Double(y[i]), column: column)
        sum += value.loss
        dX[i] = Float(value.slope * scale)
      }
    }
    return (Float(sum / divisor), dOutput)
  }
}

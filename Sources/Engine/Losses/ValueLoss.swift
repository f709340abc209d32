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

  /// The first value that there is no loss for; `nil` where there is none.
  func problem(_ output: Tensor, _ target: Tensor) -> InputProblem?

  /// What is expected of an output, where the extent of its last dimension does not fit.
  func expected(columns: Int) -> String?
}

extension ValueLoss {
  func problem(_ output: Tensor, _ target: Tensor) -> InputProblem? { nil }

  func expected(columns: Int) -> String? { nil }

  func check(output: [Int], target: ActivationShape) throws(ShapeProblem) {
    guard target.kind == .numbers else {
      throw ShapeProblem(
        expected: ShapeProblem.numbersExpected, found: [ActivationShape(output), target])
    }
    guard target.shape == output else {
      throw ShapeProblem(
        expected: "a target of the output's shape \(output)",
        found: [ActivationShape(output), target])
    }
    if let expected = expected(columns: output.last ?? 1) {
      throw ShapeProblem(expected: expected, found: [ActivationShape(output), target])
    }
  }

  func lossAndGradient(
    output: Tensor, target: Activation, weight: Double
  ) throws(EngineError) -> (loss: Float, dOutput: Tensor) {
    guard case .numbers(let target) = target, target.count == output.count else {
      throw .invalidInput(.lossShapes(.values, output: output.shape, target: target.shape))
    }
    if let expected = expected(columns: output.shape.last ?? 1) {
      let found = [ActivationShape(output.shape), ActivationShape(target.shape)]
      throw .invalidInput(.shapes(ShapeProblem(expected: expected, found: found), of: "loss"))
    }
    if let problem = problem(output, target) { throw .invalidInput(problem) }
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

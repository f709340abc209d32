/// What a training minimises: how far a network's output is from its target.
public protocol Loss: AnyObject, Sendable {
  /// What the target must be for such an output; a ``ShapeProblem`` says what was expected.
  func check(output: [Int], target: ActivationShape) throws(ShapeProblem)

  /// The loss of a batch, and its gradient by the output.
  ///
  /// - Parameters:
  ///   - output: of the network, the batch's rows outermost.
  ///   - target: classes where the loss is of classes, else numbers of the output's shape.
  ///   - weight: what the gradient is multiplied by: 1 unless several batches make one step.
  /// - Throws: `invalidInput` for a target that is out of range.
  func lossAndGradient(
    output: Tensor, target: Activation, weight: Double
  ) throws(EngineError) -> (loss: Float, dOutput: Tensor)

  /// Whether a batch's loss is the plain mean of its rows' own: then a row's gradient needs no other row.
  var isMeanOfRows: Bool { get }
}

extension Loss {
  public var isMeanOfRows: Bool { false }
}

/// How the losses of single values become one.
public enum Reduction: String, Sendable, CaseIterable {
  case mean, sum
}

extension ShapeProblem {
  static let numbersExpected = "a target of numbers, not of classes"
  static let classesExpected = "a target of classes, not of numbers"

  /// Whether it is of a target that is no numbers where they are wanted, or no classes.
  public var isOfTargetKind: Bool {
    expected == Self.numbersExpected || expected == Self.classesExpected
  }
}

/// A module of one input and one output, both numbers.
public protocol Layer: Module {
  /// The output's shape for an input's; a ``ShapeProblem`` says what was expected.
  func output(of input: [Int]) throws(ShapeProblem) -> [Int]

  /// Computes the output, and says how its gradient becomes that of the input.
  func forward(_ input: Tensor, _ pass: Pass) throws(EngineError) -> LayerStep
}

/// A layer's output, and the way back.
public struct LayerStep {
  /// In memory of its own or, from a layer that only reshapes, in its input's.
  public let output: Tensor
  /// Adds to the parameters' gradients, and returns the input's; never changes dOutput, which others
  /// may need too.
  ///
  /// - Parameter wantsInput: whether the input's gradient is needed; `nil` is returned otherwise.
  let backward: (_ dOutput: Tensor, _ wantsInput: Bool) -> Tensor?

  init(
    _ output: Tensor, backward: @escaping (_ dOutput: Tensor, _ wantsInput: Bool) -> Tensor?
  ) {
    (self.output, self.backward) = (output, backward)
  }
}

extension Layer {
  public func outputs(
    of inputs: [ActivationShape]
  ) throws(ShapeProblem) -> [ActivationShape] {
    guard inputs.count == 1, inputs[0].kind == .numbers else { throw Self.otherInputs(inputs) }
    return [ActivationShape(try output(of: inputs[0].shape))]
  }

  public func forward(_ inputs: [Activation], _ pass: Pass) throws(EngineError) -> ModuleStep {
    try forward(numbers: inputs, pass)
  }

  /// The same, for layers that take something else, too.
  func forward(numbers inputs: [Activation], _ pass: Pass) throws(EngineError) -> ModuleStep {
    guard inputs.count == 1, case .numbers(let input) = inputs[0] else {
      let found = inputs.map(ActivationShape.init(of:))
      throw .invalidInput(.inputs(Self.otherInputs(found), layer: "a layer"))
    }
    let step = try forward(input, pass)
    return ModuleStep([.numbers(step.output)]) { dOutputs, wanted in
      guard let dOutput = dOutputs[0] else { return [nil] }
      return [step.backward(dOutput, wanted[0])]
    }
  }

  static func otherInputs(_ found: [ActivationShape]) -> ShapeProblem {
    ShapeProblem(expected: "one input of numbers", found: found)
  }

  /// The output's shape while it runs: what a plan refuses is refused here, too.
  ///
  /// - Parameter layer: what messages call it.
  /// - Throws: `invalidInput`.
  func outputShape(of input: [Int], _ layer: String) throws(EngineError) -> [Int] {
    do throws(ShapeProblem) { return try output(of: input) } catch {
      throw .invalidInput(.inputs(error, layer: layer))
    }
  }

  /// A problem with the shape of the one input.
  func problem(_ expected: String, _ found: [Int]) -> ShapeProblem {
    ShapeProblem(expected: expected, found: [ActivationShape(found)])
  }
}

extension Tensor {
  /// The same values in another shape of as many; no copy is made.
  func reshaped(_ shape: [Int]) -> Tensor {
    shape == self.shape ? self : Tensor(shape: shape, borrowing: values, from: self)
  }

  /// A tensor of the same shape for values yet to be written.
  func similar() -> Tensor { Tensor(uninitialized: shape) }

  /// All values in memory of their own.
  func copy() -> Tensor {
    let result = similar()
    result.start.update(from: start, count: count)
    return result
  }
}

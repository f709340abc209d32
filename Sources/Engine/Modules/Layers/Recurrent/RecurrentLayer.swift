/// RNN, GRU or LSTM: layers of cells that go through a sequence step by step, each in one direction
/// or in both.
///
/// A kind of cell is what one step computes, forward and backward; everything else is the same for
/// all and is here and in the two files named after the passes.
protocol RecurrentLayer: Module {
  static var sizes: CellMemory.Sizes { get }
  /// Whether the hidden state's bias is not simply added to the input's.
  static var keepsBiasesApart: Bool { get }
  var settings: RecurrentSettings { get }
  /// Layer by layer, forwards before backwards.
  var weights: [RecurrentWeights] { get }

  /// Computes the gates and the states after a step.
  func forward(_ step: CellStep)
  /// Computes the gradients of a step's gates and of the states before it.
  func backward(_ step: CellStepBack)
}

extension RecurrentLayer {
  static var keepsBiasesApart: Bool { false }

  var parameters: [Parameter] { weights.flatMap { $0.parameters } }
  var takesStepsFirst: Bool { !settings.isBatchFirst }

  /// Every tensor alike (`nn.RNNBase.reset_parameters`).
  func initialize(from generator: TorchGenerator) {
    let bound = Float(1 / Double(settings.hidden).squareRoot())
    for parameter in parameters { generator.fillUniform(parameter, bound: bound) }
  }

  /// A sequence, alone or with the states that the layers begin with, to every step's values and
  /// the states that the layers end with.
  func outputs(of inputs: [ActivationShape]) throws(ShapeProblem) -> [ActivationShape] {
    let states = Self.sizes.states
    let order = settings.isBatchFirst ? "[rows, steps, " : "[steps, rows, "
    guard let input = inputs.first, input.shape.count == 3, input.shape[2] == settings.inputs,
      inputs.allSatisfy({ $0.kind == .numbers })
    else {
      throw ShapeProblem(expected: order + "\(settings.inputs)]", found: inputs)
    }
    let (steps, rows) = extents(input.shape)
    guard steps > 0 else {
      throw ShapeProblem(expected: "a sequence of at least one step", found: inputs)
    }
    let state = ActivationShape([weights.count, rows, settings.hidden])
    guard inputs.count == 1 || inputs.dropFirst().elementsEqual(repeatElement(state, count: states))
    else {
      throw ShapeProblem(
        expected: "one sequence, alone or with \(states) of initial states \(state.shape)",
        found: inputs)
    }
    let width = settings.directions * settings.hidden
    return [ActivationShape(Array(input.shape.dropLast()) + [width])]
      + repeatElement(state, count: states)
  }

  func operations(of inputs: [ActivationShape]) -> Double {
    guard let input = inputs.first, input.shape.count == 3 else { return 0 }
    let rows = Double(input.shape[0]) * Double(input.shape[1])
    return weights.reduce(0) { sum, weights in
      let values = weights.input.shape[1] + settings.hidden
      return sum + 2 * rows * Double(weights.input.shape[0]) * Double(values)
    }
  }

  /// Steps and rows of an input [T, B, I] or [B, T, I].
  func extents(_ shape: [Int]) -> (steps: Int, rows: Int) {
    settings.isBatchFirst ? (shape[1], shape[0]) : (shape[0], shape[1])
  }

  /// Operations of a step of one row but for the input's product.
  var stepCost: Int { Self.sizes.gates * settings.hidden * (2 * settings.hidden + 40) }
}

extension Tensor {
  /// [a, b, c] to [b, a, c].
  func withFirstTwoSwapped() -> Tensor {
    let (a, b, c) = (shape[0], shape[1], shape[2])
    let result = Tensor(uninitialized: [b, a, c])
    for i in 0..<a {
      for j in 0..<b {
        (result.start + (j * a + i) * c).update(from: start + (i * b + j) * c, count: c)
      }
    }
    return result
  }
}

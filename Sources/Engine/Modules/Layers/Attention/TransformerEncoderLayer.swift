/// `nn.TransformerEncoderLayer` (Vaswani et al., 2017): self-attention and a feed-forward network,
/// each with dropout, a residual sum and a normalization, after the sum or before the network.
final class TransformerEncoderLayer: Module {
  private static let width = NamedOption.whole("d_model", "Values of a token.")
  private static let headCount = NamedOption.whole("nhead", "Heads, which share the values evenly.")
  private static let inner = NamedOption.whole(
    "dim_feedforward", default: 2048, "Values of a token within the feed-forward network.")
  private static let dropout = NamedOption.number(
    "dropout", 0...1, expected: "a number from 0 to 1", default: 0.1,
    "The probability of all its dropouts.")
  private static let activation = NamedOption.word(
    "activation", of: ["relu", "gelu"], default: "relu", "Within the feed-forward network.")
  private static let epsilon = NamedOption.number(
    "layer_norm_eps", 0...1, expected: "a number from 0 to 1", default: 1e-5,
    "What the normalizations add to the variance, against division by 0.")
  private static let batchFirst = NamedOption.flag(
    "batch_first", default: false,
    "Whether batches are [rows, tokens, values] instead of [tokens, rows, values].")
  private static let normFirst = NamedOption.flag(
    "norm_first", default: false, "Whether normalization comes before each network, not after.")
  private static let bias = NamedOption.flag("bias", default: true, "Whether biases are added.")

  static let entry = CatalogueEntry<any Module>(
    name: "transformer_encoder_layer", pytorch: "torch.nn.TransformerEncoderLayer",
    summary: "A layer of a transformer's encoder: self-attention and a feed-forward network.",
    positional: [width.described, headCount.described, inner.described, dropout.described],
    named: [
      activation.described, epsilon.described, batchFirst.described, normFirst.described,
      bias.described, MultiHeadAttentionLayer.causal.described,
    ],
    spelling: PyTorchSpelling(
      .calledAs { object, inputs, options in
        guard (try? options.read(MultiHeadAttentionLayer.causal)) == true else {
          return "\(object)(\(inputs))"
        }
        let mask = MultiHeadAttentionLayer.causalMask(
          inputs[0], isBatchFirst: (try? options.read(batchFirst)) ?? false)
        return "\(object)(\(inputs), src_mask=\(mask))"
      }, elsewhere: [MultiHeadAttentionLayer.causal.name])
  ) { options throws(OptionProblem) in
    let (width, heads) = (try options.read(width), try options.read(headCount))
    try MultiHeadAttentionLayer.check(heads, divide: width, names: ("nhead", "d_model"))
    let attention = MultiHeadAttentionLayer(
      width, heads: heads, dropout: try options.read(dropout), bias: try options.read(bias),
      isBatchFirst: try options.read(batchFirst),
      isCausal: try options.read(MultiHeadAttentionLayer.causal), averages: false)
    return TransformerEncoderLayer(
      attention, inner: try options.read(inner),
      activation: try options.read(activation) == "gelu" ? GELULayer() : ReLULayer(),
      epsilon: try options.read(epsilon), isNormFirst: try options.read(normFirst))
  }

  private let attention: MultiHeadAttentionLayer
  private let linear1, linear2: LinearLayer
  private let norm1, norm2: LayerNormLayer
  private let dropout: DropoutLayer
  private let activation: any Layer
  private let isNormFirst: Bool

  init(
    _ attention: MultiHeadAttentionLayer, inner: Int, activation: any Layer,
    epsilon: Double = 1e-5, isNormFirst: Bool = false
  ) {
    (self.attention, self.activation) = (attention, activation)
    self.isNormFirst = isNormFirst
    let (width, bias) = (attention.width, attention.inBias != nil)
    linear1 = LinearLayer(width, inner, bias: bias)
    linear2 = LinearLayer(inner, width, bias: bias)
    norm1 = LayerNormLayer([width], epsilon: epsilon, bias: bias)
    norm2 = LayerNormLayer([width], epsilon: epsilon, bias: bias)
    dropout = DropoutLayer(attention.dropout)
  }

  var children: [(name: String, module: any Module)] {
    [
      ("self_attn", attention), ("linear1", linear1), ("linear2", linear2), ("norm1", norm1),
      ("norm2", norm2),
    ]
  }

  var takesStepsFirst: Bool { attention.takesStepsFirst }

  /// One sequence, and where there is padding a mask as the attention takes it.
  func outputs(of inputs: [ActivationShape]) throws(ShapeProblem) -> [ActivationShape] {
    guard inputs.count == 1 || inputs.count == 2 && inputs[1].kind == .indices else {
      throw ShapeProblem(expected: "one sequence, alone or with a padding mask", found: inputs)
    }
    return try attention.outputs(of: inputs)
  }

  func operations(of inputs: [ActivationShape]) -> Double {
    guard let input = inputs.first else { return 0 }
    let inner = ActivationShape(Array(input.shape.dropLast()) + [linear1.weight.shape[0]])
    return attention.operations(of: inputs) + linear1.operations(of: [input])
      + linear2.operations(of: [inner])
  }

  func forward(_ inputs: [Activation], _ pass: Pass) throws(EngineError) -> ModuleStep {
    guard let first = inputs.first else {
      throw .invalidInput(
        .inputs(ShapeProblem(expected: "an input", found: []), layer: "an encoder layer"))
    }
    let x = try first.tensor("a transformer's encoder layer")
    let half = try residual(x, norm1, pass) { x throws(EngineError) in
      try attend(to: x, mask: Array(inputs.dropFirst()), pass)
    }
    let whole = try residual(half.output, norm2, pass) { x throws(EngineError) in
      try feedForward(x, pass)
    }
    return ModuleStep([.numbers(whole.output)]) { dOutputs, wanted in
      let dX = dOutputs[0].flatMap { whole.backward($0, true) }
        .flatMap { half.backward($0, wanted[0]) }
      return [dX] + wanted.dropFirst().map { _ in nil }
    }
  }

  /// norm(x + f(x)), or x + f(norm(x)).
  private func residual(
    _ x: Tensor, _ norm: LayerNormLayer, _ pass: Pass,
    _ network: (Tensor) throws(EngineError) -> LayerStep
  ) throws(EngineError) -> LayerStep {
    if isNormFirst {
      let normalized = norm.forward(x, pass)
      let inner = try network(normalized.output)
      return LayerStep(x.adding(inner.output)) { dY, wantsInput in
        let dX = inner.backward(dY, true).flatMap { normalized.backward($0, wantsInput) }
        return dX.map { $0.adding(dY) }
      }
    }
    let inner = try network(x)
    let normalized = norm.forward(x.adding(inner.output), pass)
    return LayerStep(normalized.output) { dY, wantsInput in
      guard let dSum = normalized.backward(dY, true) else { return nil }
      return inner.backward(dSum, wantsInput).map { $0.adding(dSum) }
    }
  }

  private func attend(
    to x: Tensor, mask: [Activation], _ pass: Pass
  ) throws(EngineError) -> LayerStep {
    let attended = try attention.forward([.numbers(x)] + mask, pass)
    let dropped = dropout.forward(try attended.outputs[0].tensor("attention"), pass)
    return LayerStep(dropped.output) { dY, wantsInput in
      dropped.backward(dY, true).flatMap {
        attended.backward([$0], [wantsInput] + mask.map { _ in false })[0]
      }
    }
  }

  private func feedForward(_ x: Tensor, _ pass: Pass) throws(EngineError) -> LayerStep {
    let layers: [any Layer] = [linear1, activation, dropout, linear2, dropout]
    var steps: [LayerStep] = []
    for layer in layers { steps.append(try layer.forward(steps.last?.output ?? x, pass)) }
    return LayerStep(steps[steps.count - 1].output) { dY, wantsInput in
      var gradient: Tensor? = dY
      for (place, step) in steps.enumerated().reversed() {
        gradient = gradient.flatMap { step.backward($0, place > 0 || wantsInput) }
      }
      return gradient
    }
  }
}

extension Tensor {
  /// The sum with another of the same shape, in memory of its own.
  func adding(_ other: Tensor) -> Tensor {
    let sum = copy()
    kernels.add(other.start, to: sum.start, count: count)
    return sum
  }
}

/// A BERT as a module: token ids of texts in, the features [B, C] that it is read by out.
///
/// Its tensors have Hugging Face's names. They are those that the model was loaded with: a new one draws
/// none. Each text is computed at its own length, and dropout as if the batch were padded. In evaluation
/// mode, or where nothing of it trains, a text that was met before is not computed again.
public final class BertFeatures: Module {
  /// Shared, not copied: who trains the module trains this model.
  public let bert: BertModel
  /// Which [B, C] is made of the last hidden states [B, T, C].
  public let pooling: Pooling
  /// Tokens of a batch whose activations ``FineTuningWork`` keeps at once.
  var tokensKept = FineTuningWork.tokensKept

  public init(_ bert: BertModel, _ pooling: Pooling = .pooler) {
    (self.bert, self.pooling) = (bert, pooling)
  }

  public var parameters: [Parameter] { bert.parameters }

  var forward: BertForward { bert.forward(pooling) }

  /// How far a gradient has to go back.
  var scope: BertGradientScope { BertGradientScope(bert.weights, pooling: pooling) }

  /// Whether dropout is drawn where the training is in some mode: a BERT has a mode of its own, too.
  func drops(_ isTraining: Bool) -> Bool { isTraining && bert.isDropping }

  public func outputs(of inputs: [ActivationShape]) throws(ShapeProblem) -> [ActivationShape] {
    guard inputs.count == 1, inputs[0].kind == .sequences else {
      throw ShapeProblem(expected: "token ids of texts", found: inputs)
    }
    return [ActivationShape([inputs[0].shape[0], bert.configuration.hiddenSize])]
  }

  /// As many as there would be without padding.
  public func operations(of inputs: [ActivationShape]) -> Double {
    Double(inputs[0].shape[0])
      * bert.configuration.forwardOperations(tokens: inputs[0].shape[1], pooling: pooling)
  }

  public func forward(_ inputs: [Activation], _ pass: Pass) throws(EngineError) -> ModuleStep {
    guard inputs.count == 1, case .sequences(let texts) = inputs[0] else {
      throw .invalidInput(.kind(.sequences, neededBy: "a BERT"))
    }
    try bert.check(texts)
    let dropout =
      drops(pass.isTraining) ? bert.drawDropout(texts, pooling, from: pass.generator) : nil
    guard pass.goesBack, !scope.isEmpty else {
      let features = try bert.features(of: texts, pooling, dropout: dropout, pass)
      return ModuleStep([.numbers(features)]) { _, _ in [nil] }
    }
    let way = try BertWay(self, texts, dropout: dropout, pass)
    return ModuleStep([.numbers(way.features)]) { dOutputs, _ in
      if let dFeatures = dOutputs[0] { way.back(dFeatures) }
      return [nil]
    }
  }
}

/// A batch's way through a BERT that trains, all of which is kept until it goes back.
private struct BertWay {
  let features: Tensor  // [B, C]
  private let passes: BertPasses
  private let texts: TokenSequences
  /// One a text: ``FineTuningWork``, where a text goes back at once, needs one a thread.
  private let probabilities: [BertActivations.Probabilities]
  private let workspaces: [BertWorkspace]
  private let configuration: BertConfiguration
  private let pass: Pass

  init(
    _ module: BertFeatures, _ texts: TokenSequences, dropout: BertDropout?, _ pass: Pass
  ) throws(EngineError) {
    let (forward, scope) = (module.forward, module.scope)
    configuration = forward.configuration
    let width = configuration.hiddenSize
    (self.texts, self.pass) = (texts, pass)
    passes = BertPasses(
      BertPasses.Memory(
        module, maxTokens: texts.ids.reduce(0) { $0 + $1.count }, maxSequences: texts.ids.count),
      texts.ids, dropout: dropout)
    probabilities = texts.ids.map {
      BertActivations.Probabilities(forward, scope: scope, maxTokens: $0.count)
    }
    workspaces = (0..<pass.pool.threads).map { _ in
      BertWorkspace(forward.configuration, maxTokens: texts.longest)
    }
    features = Tensor(uninitialized: [texts.ids.count, width])
    let order = texts.longestFirst
    try pass.pool.forEach(count: order.count, cancellation: pass.cancellation) {
      index, worker throws(EngineError) in
      let row = order[index]
      let pooled = passes.forward(row, keeping: probabilities[row], workspaces[worker])
      (features.start + row * width).update(from: pooled, count: width)
    }
  }

  /// The way back: adds to the gradients of everything that trains.
  func back(_ dFeatures: Tensor) {
    let order = texts.longestFirst
    let width = features.shape[1]
    let memories = workspaces.map { _ in
      BertBackward.Workspace(configuration, maxTokens: texts.longest)
    }
    // The pool throws what a piece throws, or when it is asked to stop: neither can happen here.
    try? pass.pool.forEach(count: order.count) { index, worker throws(EngineError) in
      let row = order[index]
      passes.backward(
        row, dFeatures: dFeatures.start + row * width, probabilities[row], workspaces[worker],
        memories[worker])
    }
    try? passes.addWeightGradients(pass.pool, cancellation: nil)
  }
}

/// A BERT encoder with its pooler (Devlin et al., 2018), in evaluation mode when loaded, as
/// Hugging Face's `from_pretrained` returns it.
public final class BertModel {
  /// The sizes of every weight; fixed, while weights and dropout's mode may change.
  public let configuration: BertConfiguration
  /// PyTorch's `training`: whether dropout is active.
  public var isTraining = false
  let weights: BertParameters
  /// Features of sequences met in evaluation mode, as long as the weights stay.
  private var known = FeatureCache()

  /// Opens the store of the weights as they are; called when features are first asked for, in
  /// evaluation mode, and again once a weight has changed.
  public var featureStore: () -> (any FeatureStore)? = { nil }

  /// A model whose weights are asked for by name and shape.
  public init(
    _ configuration: BertConfiguration,
    tensor: (_ name: String, _ shape: [Int]) throws(EngineError) -> Tensor
  ) throws(EngineError) {
    // Rows are computed eight values at a time, without a remainder.
    guard configuration.hiddenSize % 8 == 0, configuration.intermediateSize % 8 == 0 else {
      throw .invalidInput(
        .bertWidths(
          hidden: configuration.hiddenSize, intermediate: configuration.intermediateSize))
    }
    self.configuration = configuration
    weights = try BertParameters(configuration, tensor: tensor)
  }

  /// Every parameter, in PyTorch's order.
  public var parameters: [Parameter] { weights.all }

  /// The encoder with some pooling.
  func forward(_ pooling: Pooling) -> BertForward {
    BertForward(configuration: configuration, parameters: weights, pooling: pooling)
  }

  /// The features of some sequences, [B, hidden size]: the pooler's output or the mean over tokens.
  ///
  /// In evaluation mode a sequence that was met before, with the same weights, is not computed again.
  /// In training mode dropout is drawn from `generator` as PyTorch draws it for a batch padded to
  /// `paddedLength`.
  ///
  /// - Parameters:
  ///   - sequences: token ids, [CLS] first, without padding.
  ///   - paddedLength: the length PyTorch would pad the batch to; at least the longest sequence's.
  ///   - progress: called after each sequence, from any thread, with how many are done.
  /// - Throws: `invalidInput` for a sequence that is empty, too long or not of this vocabulary;
  ///   `interrupted`.
  public func features(
    of sequences: [[Int32]], pooling: Pooling = .pooler, paddedLength: Int,
    generator: TorchGenerator, pool: WorkerPool,
    cancellation: Cancellation? = nil,
    progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(EngineError) -> Tensor {
    let step = try BertFeatures(self, pooling).forward(
      [.sequences(TokenSequences(sequences, padding: .toLength(paddedLength)))],
      Pass(
        isTraining: true, goesBack: false, generator: generator, pool: pool,
        cancellation: cancellation, progress: progress))
    return try step.outputs[0].tensor("a head")
  }

  /// The same, with the dropout already drawn; `nil` in evaluation mode.
  func features(
    of texts: TokenSequences, _ pooling: Pooling, dropout: BertDropout?, _ pass: Pass
  ) throws(EngineError) -> Tensor {
    guard let dropout else { return try evaluated(texts.ids, pooling, pass) }
    let output = Tensor(shape: [texts.ids.count, configuration.hiddenSize])
    let batch = EncoderBatch(sequences: texts.ids, dropout: dropout, output: output)
    try ParallelEncoder(self, pooling: pooling, maxTokens: texts.longest, pool: pass.pool).run(
      [batch], cancellation: pass.cancellation, progress: pass.progress)
    return output
  }

  /// What PyTorch draws for a batch in training mode.
  func drawDropout(
    _ texts: TokenSequences, _ pooling: Pooling, from generator: TorchGenerator
  ) -> BertDropout {
    var sampler = BertDropoutSampler(configuration, pooling: pooling)
    var dropout = BertDropout(configuration)
    sampler.draw(
      lengths: texts.ids.map { $0.count }, paddedLength: texts.paddedLength, from: generator,
      into: &dropout)
    return dropout
  }

  /// Refuses sequences that the embeddings have no row for.
  func check(_ texts: TokenSequences) throws(EngineError) {
    let paddedLength = texts.paddedLength
    guard paddedLength <= configuration.maxPositions else {
      throw .invalidInput(.paddedLength(paddedLength, positions: configuration.maxPositions))
    }
    for sequence in texts.ids {
      guard !sequence.isEmpty, sequence.count <= paddedLength else {
        throw .invalidInput(.textLength(sequence.count, most: paddedLength))
      }
      for id in sequence where id < 0 || Int(id) >= configuration.vocabularySize {
        throw .invalidInput(.tokenID(id, vocabulary: configuration.vocabularySize))
      }
    }
  }

  /// Whether its output depends on what is drawn.
  public var isDropping: Bool {
    isTraining && (configuration.hiddenDropout > 0 || configuration.attentionDropout > 0)
  }

  /// Evaluation mode: computes the distinct sequences not met before, longest first.
  private func evaluated(
    _ sequences: [[Int32]], _ pooling: Pooling, _ pass: Pass
  ) throws(EngineError) -> Tensor {
    known.prepare(version: parameters.reduce(0) { $0 + $1.version }, open: featureStore)
    let missing = Set(sequences.filter { known.features(of: $0, pooling) == nil })
      // A total order, so that progress and timing do not depend on hashing.
      .sorted { ($1.count, $0) < ($0.count, $1) }
    let width = configuration.hiddenSize
    let computed = Tensor(shape: [missing.count, width])
    let encoder = ParallelEncoder(
      self, pooling: pooling, maxTokens: missing.first?.count ?? 0, pool: pass.pool)
    let store = known.store
    func values(_ row: Int) -> [Float] { Array(computed.values[row * width..<(row + 1) * width]) }
    try encoder.run(
      [EncoderBatch(sequences: missing, dropout: nil, output: computed)],
      cancellation: pass.cancellation, progress: pass.progress,
      completed: { _, row in store?.add(values(row), of: missing[row], pooling) })
    for (row, sequence) in missing.enumerated() { known.keep(values(row), of: sequence, pooling) }
    let output = Tensor(shape: [sequences.count, width])
    for (row, sequence) in sequences.enumerated() {
      guard let values = known.features(of: sequence, pooling) else { continue }
      for j in 0..<width { output.values[row * width + j] = values[j] }
    }
    return output
  }
}

/// Compares token ids for the total order above.
private func < (left: (Int, [Int32]), right: (Int, [Int32])) -> Bool {
  left.0 != right.0 ? left.0 < right.0 : left.1.lexicographicallyPrecedes(right.1)
}

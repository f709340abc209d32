#if !hasFeature(Embedded)
  @testable import Engine
#endif

/// What the engine computes on top of its kernels, as digests: elementary functions, random streams,
/// optimizers, and whole trainings of a small BERT with made-up weights.
///
/// Free of everything but the engine and the standard library, as ``KernelDigest`` is.
enum EngineDigest {
  static func all() throws(EngineError) -> [(name: StaticString, UInt64)] {
    [
      ("double precision", doubles()), ("random streams", streams()),
      ("training a head", try training(everything: false)),
      ("training everything", try training(everything: true)),
      ("training on pictures", try NetworkDigest.pictures()),
      ("training on sequences", try NetworkDigest.sequences()),
    ]
  }

  private static func doubles() -> UInt64 {
    var digest = KernelDigest()
    for i in -200...200 {
      let x = Double(i) * 0.37
      for value in [Elementary.exp(x / 3), Elementary.log(abs(x) + 0.1), Elementary.tanh(x / 9)] {
        digest.add(UInt32(truncatingIfNeeded: value.bitPattern))
        digest.add(UInt32(truncatingIfNeeded: value.bitPattern >> 32))
      }
    }
    return digest.value
  }

  private static func streams() -> UInt64 {
    var digest = KernelDigest()
    let generator = TorchGenerator(seed: 42)
    for _ in 0..<1000 { digest.add(generator.uniform(-0.3, 0.7).bitPattern) }
    for place in generator.permutation(100) { digest.add(UInt32(place)) }
    digest.add(LinearInitialization.draw(inputs: 37, outputs: 5, from: generator).weight)
    var numpy = NumPyGenerator(seed: 42)
    for place in numpy.permutation(1000) { digest.add(UInt32(place)) }
    return digest.value
  }

  /// Sequences of 1 to 64 tokens in batches padded to 64, with dropout, gradient clipping and a
  /// schedule; more than one block of k, and tiles with remainders.
  private static func training(everything: Bool) throws(EngineError) -> UInt64 {
    var samples = MersenneTwister(seed: 1)
    let configuration = BertConfiguration(
      vocabularySize: 50, hiddenSize: 40, layers: 2, heads: 4, intermediateSize: 296,
      maxPositions: 64, typeVocabularySize: 2, layerNormEpsilon: 1e-12, hiddenDropout: 0.1,
      attentionDropout: 0.1)
    let backbone = try BertModel(configuration) { _, shape throws(EngineError) in
      let tensor = Tensor(shape: shape)
      for i in tensor.values.indices {
        tensor.values[i] = (Float(samples.next() >> 8) * 0x1p-23 - 1) * 0.5
      }
      return tensor
    }
    for parameter in backbone.parameters { parameter.requiresGradient = everything }
    backbone.isTraining = true
    let generator = TorchGenerator(seed: 42)
    let head = Network.head(inputs: 40, hidden: 5, labels: 3, generator: generator)
    var rows: [TokenizedRow] = []
    for length in [7, 21, 1, 14, 9, 30, 3, 64, 33] {
      let ids = (0..<length).map { _ in Int32(samples.next() % 50) }
      rows.append(TokenizedRow(ids: ids, label: rows.count % 3))
    }
    let parameters = backbone.parameters + head.allParameters.map { $0.parameter }
    let optimizer: any Optimizer =
      everything
      ? Adam(parameters: parameters, learningRate: 1e-3, weightDecay: 0.01)
      : SGD(
        groups: [ParameterGroup(parameters: parameters, learningRate: 0.05, weightDecay: 0.01)],
        momentum: 0.9, nesterov: true)
    var training = ModuleTraining(
      Network(chain: [("0", BertFeatures(backbone)), ("1", head)]), loss: CrossEntropyLoss(),
      rows: LabelledRows(rows, padding: .toLength(64)),
      loop: Training(
        loader: DataLoader(rows: rows.count, batchSize: 4, shuffle: true), optimizer: optimizer,
        epochs: 3))
    training.loop.maxGradientNorm = 1
    let outcome = try training.run(
      generator: generator, pool: WorkerPool(threads: 2), cancellation: Cancellation())
    var digest = KernelDigest()
    for loss in outcome.losses { digest.add(loss.bitPattern) }
    for parameter in parameters { digest.add(parameter.value) }
    return digest.value
  }
}

extension KernelDigest {
  mutating func add(_ tensor: Tensor) {
    if let start = tensor.values.baseAddress { add(start, tensor.count) }
  }
}

/// The gradients of LayerNorm's weights and biases, one share a sequence: each is summed over a
/// sequence's tokens where they pass by, and over the sequences at the end.
final class BertNormGradients {
  /// Where one sequence's share of one LayerNorm goes, [C] each.
  struct Share {
    let dWeight, dBias: UnsafeMutablePointer<Float>
  }

  /// Of a layer.
  struct Layer {
    let attention, output: Share
  }

  /// Of one sequence.
  struct Sequence {
    let embeddings: Share
    let layers: [Layer]
  }

  private let width: Int
  private let maxSequences: Int
  /// Embeddings, then two a layer; of each [B, 2, C].
  private let shares: [Tensor]

  init(_ configuration: BertConfiguration, maxSequences: Int) {
    width = configuration.hiddenSize
    self.maxSequences = maxSequences
    shares = (0..<1 + 2 * configuration.layers).map { [width] _ in
      Tensor(shape: [maxSequences, 2, width])
    }
  }

  /// A sequence's shares, set to 0.
  func start(sequence: Int) -> Sequence {
    func share(_ index: Int) -> Share {
      let start = shares[index].start + sequence * 2 * width
      start.update(repeating: 0, count: 2 * width)
      return Share(dWeight: start, dBias: start + width)
    }
    return Sequence(
      embeddings: share(0),
      layers: stride(from: 1, to: shares.count, by: 2).map {
        Layer(attention: share($0), output: share($0 + 1))
      })
  }

  /// Adds the shares of the first `sequences` to the parameters' gradients, in the tree of
  /// ``WeightGradient``.
  func add(sequences: Int, to parameters: BertParameters, from firstLayer: Int) {
    add(sequences, 0, to: parameters.embeddingsNorm)
    for index in firstLayer..<parameters.layers.count {
      add(sequences, 1 + 2 * index, to: parameters.layers[index].attentionNorm)
      add(sequences, 2 + 2 * index, to: parameters.layers[index].outputNorm)
    }
  }

  private func add(_ sequences: Int, _ index: Int, to norm: LayerNorm) {
    for (place, parameter) in norm.parameters.enumerated() where parameter.requiresGradient {
      let (gradient, accumulation) = parameter.gradientToWrite()
      WeightGradient.tree(
        shards: sequences, rows: 1, columns: width, into: gradient.start, stride: width,
        accumulation
      ) { sequence, out, _ in
        out.update(from: shares[index].start + (2 * sequence + place) * width, count: width)
      }
    }
  }
}

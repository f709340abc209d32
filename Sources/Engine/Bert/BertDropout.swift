/// The dropout decisions of a batch, sequence by sequence, for the rows that are computed.
struct BertDropout {
  /// The masks of one sequence of T tokens.
  struct Sequence {
    /// The masks of a layer that computes R rows past keys and values.
    struct Layer {
      /// Attention probabilities, [NH * R, T].
      var attention = DropoutMask()
      /// The attention's output projection, [R, C].
      var attentionOutput = DropoutMask()
      /// The feed-forward output, [R, C].
      var output = DropoutMask()
    }
    /// The embeddings' output, [T, C].
    var embeddings = DropoutMask()
    var layers: [Layer]
  }

  var sequences: [Sequence] = []
  let hiddenProbability: Double
  let attentionProbability: Double

  init(_ configuration: BertConfiguration) {
    hiddenProbability = configuration.hiddenDropout
    attentionProbability = configuration.attentionDropout
  }

  /// The decisions for a sequence of the batch.
  func masks(_ sequence: Int) -> Masks { Masks(masks: sequences[sequence], dropout: self) }

  /// One sequence's decisions as the layers apply them; where the configuration has no dropout,
  /// there is `nil`.
  struct Masks {
    fileprivate let masks: Sequence
    fileprivate let dropout: BertDropout

    var embeddings: Dropout? { dropout.hidden(masks.embeddings) }

    func layer(_ index: Int) -> LayerMasks {
      let layer = masks.layers[index]
      return LayerMasks(
        attention: dropout.attentionProbability > 0
          ? Dropout(mask: layer.attention, probability: dropout.attentionProbability) : nil,
        attentionOutput: dropout.hidden(layer.attentionOutput),
        output: dropout.hidden(layer.output))
    }
  }

  /// One layer's.
  struct LayerMasks {
    let attention, attentionOutput, output: Dropout?
  }

  private func hidden(_ mask: DropoutMask) -> Dropout? {
    hiddenProbability > 0 ? Dropout(mask: mask, probability: hiddenProbability) : nil
  }
}

/// Draws what PyTorch draws for a batch in training mode, in PyTorch's order.
///
/// For a batch padded to P tokens: embeddings [B, P, C], then for each layer attention
/// probabilities [B, NH, P, P], attention output [B, P, C], feed-forward output [B, P, C]. What
/// belongs to padding, or in the last layer to rows that the pooling does not read, is passed over.
/// Source: Hugging Face transformers, `modeling_bert.py`; PyTorch, `native/Dropout.cpp`.
struct BertDropoutSampler {
  private let configuration: BertConfiguration
  private let pooling: Pooling
  private var hidden: DropoutSampler
  private var attention: DropoutSampler

  init(_ configuration: BertConfiguration, pooling: Pooling) {
    self.configuration = configuration
    self.pooling = pooling
    hidden = DropoutSampler(
      probability: configuration.hiddenDropout, maxColumns: configuration.hiddenSize)
    attention = DropoutSampler(
      probability: configuration.attentionDropout, maxColumns: configuration.maxPositions)
  }

  /// Draws the masks of sequences of some lengths, reusing the memory of `dropout`.
  mutating func draw(
    lengths: [Int], paddedLength: Int, from generator: TorchGenerator,
    into dropout: inout BertDropout
  ) {
    while dropout.sequences.count < lengths.count {
      dropout.sequences.append(
        BertDropout.Sequence(
          layers: Array(repeating: BertDropout.Sequence.Layer(), count: configuration.layers)))
    }
    for (b, length) in lengths.enumerated() {
      drawHidden(
        rows: length, paddedLength: paddedLength, from: &generator.engine,
        into: &dropout.sequences[b].embeddings)
    }
    for layer in 0..<configuration.layers {
      let onlyFirst = pooling == .pooler && layer == configuration.layers - 1
      for (b, length) in lengths.enumerated() {
        drawAttention(
          tokens: length, rows: onlyFirst ? 1 : length, paddedLength: paddedLength,
          from: &generator.engine, into: &dropout.sequences[b].layers[layer].attention)
      }
      for (b, length) in lengths.enumerated() {
        drawHidden(
          rows: onlyFirst ? 1 : length, paddedLength: paddedLength, from: &generator.engine,
          into: &dropout.sequences[b].layers[layer].attentionOutput)
      }
      for (b, length) in lengths.enumerated() {
        drawHidden(
          rows: onlyFirst ? 1 : length, paddedLength: paddedLength, from: &generator.engine,
          into: &dropout.sequences[b].layers[layer].output)
      }
    }
  }

  /// One sequence's share of [B, P, C].
  private mutating func drawHidden(
    rows: Int, paddedLength: Int, from engine: inout MersenneTwister, into mask: inout DropoutMask
  ) {
    guard configuration.hiddenDropout > 0 else { return }
    let width = configuration.hiddenSize
    mask.reshape(rows: rows, columns: width)
    for row in 0..<rows {
      hidden.drawRow(width, from: &engine, into: mask.row(row))
    }
    engine.skip(2 * width * (paddedLength - rows))
  }

  /// One sequence's share of [B, NH, P, P].
  private mutating func drawAttention(
    tokens: Int, rows: Int, paddedLength: Int, from engine: inout MersenneTwister,
    into mask: inout DropoutMask
  ) {
    guard configuration.attentionDropout > 0 else { return }
    mask.reshape(rows: configuration.heads * rows, columns: tokens)
    for head in 0..<configuration.heads {
      for row in 0..<rows {
        attention.drawRow(tokens, from: &engine, into: mask.row(head * rows + row))
        engine.skip(2 * (paddedLength - tokens))
      }
      engine.skip(2 * paddedLength * (paddedLength - rows))
    }
  }
}

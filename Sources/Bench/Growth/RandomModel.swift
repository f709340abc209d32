import Engine
import Foundation

/// A BERT encoder of any size with random weights, written as a folder that both the engine and
/// PyTorch load.
struct RandomModel {
  let configuration: BertConfiguration

  /// The original BERT's proportions: heads of 64, four times as wide inside.
  init(layers: Int, hidden: Int, vocabulary: Int) {
    configuration = BertConfiguration(
      vocabularySize: vocabulary, hiddenSize: hidden, layers: layers, heads: max(1, hidden / 64),
      intermediateSize: 4 * hidden, maxPositions: 512, typeVocabularySize: 2,
      layerNormEpsilon: 1e-12, hiddenDropout: 0.1, attentionDropout: 0.1)
  }

  func write(to folder: URL) throws {
    // The encoder asks for every weight it has.
    var weights: [(name: String, tensor: Tensor)] = []
    var random = SplitMix(state: 1)
    _ = try BertModel(configuration) { name, shape throws(EngineError) in
      let tensor = Tensor(shape: shape)
      fill(tensor, name, &random)
      weights.append((name, tensor))
      return tensor
    }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try description.write(to: folder.appendingPathComponent("config.json"))
      try write(weights, to: folder.appendingPathComponent("model.safetensors"))
    } catch {
      throw BenchFailure(BenchFailure.Status.output, "\(folder.path): \(error)")
    }
  }

  /// Weights of deviation 0.02, as BERT's are before training; LayerNorm as identity.
  private func fill(_ tensor: Tensor, _ name: String, _ random: inout SplitMix) {
    if name.hasSuffix("LayerNorm.weight") { return tensor.values.update(repeating: 1) }
    if name.hasSuffix("bias") { return }
    let bound = 0.02 * Float(3).squareRoot()
    for i in tensor.values.indices { tensor.values[i] = bound * random.next() }
  }

  private var description: Data {
    get throws {
      let values: [String: Any] = [
        "model_type": "bert", "architectures": ["BertModel"], "hidden_act": "gelu",
        "position_embedding_type": "absolute", "vocab_size": configuration.vocabularySize,
        "hidden_size": configuration.hiddenSize, "num_hidden_layers": configuration.layers,
        "num_attention_heads": configuration.heads,
        "intermediate_size": configuration.intermediateSize,
        "max_position_embeddings": configuration.maxPositions,
        "type_vocab_size": configuration.typeVocabularySize,
        "layer_norm_eps": configuration.layerNormEpsilon,
        "hidden_dropout_prob": configuration.hiddenDropout,
        "attention_probs_dropout_prob": configuration.attentionDropout, "pad_token_id": 0,
      ]
      return try JSONSerialization.data(withJSONObject: values)
    }
  }

  /// The safetensors format: the header's length, the header as JSON, the values.
  private func write(_ weights: [(name: String, tensor: Tensor)], to url: URL) throws {
    var header: [String: Any] = ["__metadata__": ["format": "pt"]]
    var offset = 0
    for (name, tensor) in weights {
      let end = offset + tensor.bytes.count
      header[name] = ["dtype": "F32", "shape": tensor.shape, "data_offsets": [offset, end]]
      offset = end
    }
    var text = try JSONSerialization.data(withJSONObject: header)
    text += Data(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    _ = FileManager.default.createFile(atPath: url.path, contents: nil)
    let file = try FileHandle(forWritingTo: url)
    try withUnsafeBytes(of: UInt64(text.count).littleEndian) {
      try file.write(contentsOf: Data($0))
    }
    try file.write(contentsOf: text)
    for (_, tensor) in weights { try file.write(contentsOf: Data(tensor.bytes)) }
    try file.close()
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014), uniform in (-1, 1): the same weights every time.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> Float {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Float(z >> 40) * 0x1p-23 - 1
  }
}

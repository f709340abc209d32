import Base
import Foundation

extension BertConfiguration {
  /// Reads and checks a folder's `config.json`.
  ///
  /// A key that is left out has the value that Hugging Face's `BertConfig` gives it; the sizes that
  /// weights depend on must be there.
  ///
  /// - Throws: `unreadable`, or `invalidConfiguration` for a model of another type or activation,
  ///   positions that are not absolute, and measures that fit no model.
  public static func read(folder: URL) throws(EngineError) -> BertConfiguration {
    let file = ConfigurationFile(
      path: folder.appendingPathComponent("config.json").path,
      root: try JSONItem.object(inFile: folder.appendingPathComponent("config.json")))
    try file.require("model_type", "bert", default: nil)
    try file.require("hidden_act", "gelu", default: "gelu")
    try file.require("position_embedding_type", "absolute", default: "absolute")
    try file.refuseWhatIsNotComputed()
    let configuration = BertConfiguration(
      vocabularySize: try file.size("vocab_size", atMost: 1 << 24),
      hiddenSize: try file.size("hidden_size", atMost: 1 << 16),
      layers: try file.size("num_hidden_layers", atMost: 1 << 10),
      heads: try file.size("num_attention_heads", atMost: 1 << 16),
      intermediateSize: try file.size("intermediate_size", atMost: 1 << 18),
      maxPositions: try file.size("max_position_embeddings", atMost: 1 << 20),
      typeVocabularySize: try file.size("type_vocab_size", atMost: 1 << 16, default: 2),
      layerNormEpsilon: try file.number("layer_norm_eps", in: 0...1, default: 1e-12),
      hiddenDropout: try file.probability("hidden_dropout_prob", default: 0.1),
      attentionDropout: try file.probability("attention_probs_dropout_prob", default: 0.1),
      paddingID: try file.paddingID())
    guard configuration.hiddenSize % configuration.heads == 0 else {
      throw file.refusal(
        """
        hidden_size \(configuration.hiddenSize) is not a multiple of num_attention_heads \
        \(configuration.heads)
        """)
    }
    return configuration
  }
}

/// A `config.json` and how its values are asked for.
private struct ConfigurationFile {
  let path: String
  let root: JSONItem

  func refusal(_ reason: String) -> EngineError {
    .invalidConfiguration(path: path, reason: reason)
  }

  func require(_ key: String, _ expected: String, default value: String?) throws(EngineError) {
    guard let found = root[key]?.text ?? (root[key] == nil ? value : nil) else {
      throw refusal("\(key) is missing or no text; \(expected) is expected")
    }
    guard found == expected else {
      throw refusal("\(key) is \(found), but only \(expected) can be computed")
    }
  }

  /// Refuses what would make `BertModel` compute something else.
  ///
  /// Source: Hugging Face Transformers, `models/bert/modeling_bert.py`: a decoder's tokens do not see
  /// those behind them, and pruned heads are taken out. Whatever names code of its own or quantized
  /// weights is read by another model altogether.
  func refuseWhatIsNotComputed() throws(EngineError) {
    for (key, meaning) in [
      ("is_decoder", "a decoder's tokens see those before them alone"),
      ("add_cross_attention", "a decoder with cross-attention reads a second text"),
      ("is_encoder_decoder", "it is a part of an encoder and decoder"),
    ] where !(root[key].map(Self.isOff) ?? true) {
      throw refusal("\(key) is on: \(meaning), but only an encoder can be computed")
    }
    for (key, meaning) in [
      ("pruned_heads", "attention heads are taken out"),
      ("quantization_config", "the weights are quantized"),
      ("auto_map", "the model is computed by code of its own"),
    ] where !(root[key].map(Self.isEmpty) ?? true) {
      throw refusal("\(key) says that \(meaning), which cannot be computed")
    }
  }

  /// What Python takes for false.
  private static func isOff(_ item: JSONItem) -> Bool {
    item == .null || item == .bool(false) || item == .number(0)
  }

  private static func isEmpty(_ item: JSONItem) -> Bool {
    item == .null || item == .bool(false) || item.members?.isEmpty == true
      || item.items?.isEmpty == true
  }

  func size(
    _ key: String, atMost limit: Int, default value: Int? = nil
  ) throws(EngineError) -> Int {
    guard let item = root[key] else {
      if let value { return value }
      throw refusal("\(key) is missing")
    }
    guard let size = item.integer, (1...limit).contains(size) else {
      throw refusal("\(key) must be a whole number from 1 to \(limit)")
    }
    return size
  }

  /// -1, which is no token's id, where `pad_token_id` is null.
  func paddingID() throws(EngineError) -> Int {
    guard let item = root["pad_token_id"] else { return 0 }
    if item == .null { return -1 }
    guard let id = item.integer, (0..<1 << 24).contains(id) else {
      throw refusal("pad_token_id must be a token's id or null")
    }
    return id
  }

  func number(
    _ key: String, in range: ClosedRange<Double>, default value: Double
  ) throws(EngineError) -> Double {
    guard let item = root[key] else { return value }
    guard let number = item.number, range.contains(number) else {
      throw refusal("\(key) must be a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func probability(_ key: String, default value: Double) throws(EngineError) -> Double {
    let probability = try number(key, in: 0...1, default: value)
    guard probability < 1 else { throw refusal("\(key) must be below 1") }
    return probability
  }
}

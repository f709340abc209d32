import Engine
import Foundation
import Lessons
import Records

/// A folder of its own with a random BERT of a few kilobytes and a table of short reviews: enough
/// to run whole lessons without a download.
///
/// The same bytes every time.
final class TinyFixture: Sendable {
  private let folder: TemporaryFolder
  var model: URL { folder.url.appendingPathComponent("model") }
  var reviews: URL { folder.url.appendingPathComponent("reviews.csv") }

  static let configuration = BertConfiguration(
    vocabularySize: vocabulary.count, hiddenSize: 16, layers: 2, heads: 2, intermediateSize: 32,
    maxPositions: 48, typeVocabularySize: 2, layerNormEpsilon: 1e-12, hiddenDropout: 0.1,
    attentionDropout: 0.1)

  private static let positive = ["great", "good", "lovely", "fine", "superb", "funny"]
  private static let negative = ["terrible", "bad", "dull", "poor", "awful", "weak"]
  private static let neutral = [
    "this", "is", "a", "the", "movie", "film", "it", "was", "and", "very", "plot", "actor", "scene",
    "story", "end", "with", "of", "in", "we", "saw", "they", "play", "music", "long", "short",
    "not",
  ]
  static let vocabulary =
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "!", ".", ",", "'", "##s", "##ed", "##ing"]
    + positive + negative + neutral

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(at: model, withIntermediateDirectories: true)
    try Self.configurationText.write(
      to: model.appendingPathComponent("config.json"), atomically: true, encoding: .utf8)
    try (Self.vocabulary.joined(separator: "\n") + "\n").write(
      to: model.appendingPathComponent("vocab.txt"), atomically: true, encoding: .utf8)
    try Self.weights().write(to: model.appendingPathComponent("model.safetensors"))
    try Self.reviewsText.write(to: reviews, atomically: true, encoding: .utf8)
  }

  private static var configurationText: String {
    """
    {"model_type": "bert", "hidden_act": "gelu", "vocab_size": \(configuration.vocabularySize),
    "hidden_size": \(configuration.hiddenSize), "num_hidden_layers": \(configuration.layers),
    "num_attention_heads": \(configuration.heads),
    "intermediate_size": \(configuration.intermediateSize),
    "max_position_embeddings": \(configuration.maxPositions), "type_vocab_size": 2,
    "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1}
    """
  }

  /// Every tensor that a model of this configuration asks for, drawn from one stream.
  private static func weights() throws -> Data {
    let generator = TorchGenerator(seed: 1)
    var entries: [String] = []
    var data = Data()
    _ = try BertModel(configuration) { name, shape in
      let tensor = Tensor(shape: shape)
      for i in tensor.values.indices {
        // Norms are near the identity, the rest large enough for texts to differ.
        tensor.values[i] =
          name.hasSuffix("LayerNorm.weight") ? 1 : generator.uniform(-0.4, 0.4)
      }
      let start = data.count
      data.append(contentsOf: tensor.bytes)
      entries.append(
        """
        "\(name)":{"dtype":"F32","shape":\(shape),"data_offsets":[\(start),\(data.count)]}
        """)
      return tensor
    }
    var header = Data("{\(entries.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) }
    return length + header + data
  }

  /// 40 negative reviews, then 40 positive ones; every fifth line is from elsewhere.
  private static var reviewsText: String {
    var generator = NumPyGenerator(seed: 3)
    var lines = ["text,label,source"]
    for row in 0..<100 {
      let label = row < 50 ? 0 : 1
      let words = neutral + (label == 0 ? negative + negative : positive + positive)
      let order = generator.permutation(words.count)
      let text = order.prefix(3 + row * 7 % 30).map { words[$0] }.joined(separator: " ")
      lines.append("\"\(text).\",\(label),\(row % 5 == 4 ? "elsewhere" : "here")")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// Hands out the fixture's files under the names `tiny-bert` and `tiny-reviews`.
struct TinyAssets: AssetProvider {
  let fixture: TinyFixture

  func locate(
    _ request: AssetRequest, cancellation: Cancellation, progress: (AssetProgress) -> Void
  ) throws(AssetError) -> LocatedAsset {
    let record = AssetRecord(name: request.name, files: [], license: nil, citation: nil)
    switch request.name {
    case "tiny-bert":
      return LocatedAsset(
        name: request.name, kind: .model, url: fixture.model, data: nil, record: record)
    case "tiny-reviews":
      return LocatedAsset(
        name: request.name, kind: .data, url: fixture.reviews,
        data: .csv(
          TextTable(
            textColumn: "text", labelColumn: "label",
            keep: TextTable.Keep(column: "source", value: "here"),
            classNames: ["negative", "positive"])), record: record)
    default: throw AssetError(.unknown, "nothing is called \(request.name)")
    }
  }
}

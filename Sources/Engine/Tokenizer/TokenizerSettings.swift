import Base
import Foundation

/// What a model's folder says of its tokenizer.
///
/// `tokenizer.json` comes before `vocab.txt`; what `tokenizer_config.json` says of cases, accents and
/// ideographs stands above it, as in Hugging Face transformers. Truncation and padding are the
/// lesson's business and are not read.
struct TokenizerSettings {
  var vocabulary: [(bytes: [UInt8], id: Int32)]
  var addedTokens: [AddedTokens.Token]
  var normalizer: BertNormalizer
  var continuingPrefix: [UInt8]
  var maxCharactersPerWord: Int
  /// [UNK], [CLS] and [SEP].
  var unknown, first, last: Int32
  /// Distinct tokens, added ones included.
  var vocabularySize: Int

  static func read(folder: URL) throws(EngineError) -> TokenizerSettings {
    let configurationURL = folder.appendingPathComponent("tokenizer_config.json")
    let configuration =
      FileManager.default.fileExists(atPath: configurationURL.path)
      ? try JSONItem.object(inFile: configurationURL) : .object([])
    let json = folder.appendingPathComponent("tokenizer.json")
    if FileManager.default.fileExists(atPath: json.path) {
      let file = TokenizerFile(path: json.path, root: try JSONItem.object(inFile: json))
      return try TokenizerSettings(file, configuration)
    }
    let text = folder.appendingPathComponent("vocab.txt")
    guard FileManager.default.fileExists(atPath: text.path) else {
      throw .unreadable(
        path: folder.path, reason: "there is neither a tokenizer.json nor a vocab.txt in it")
    }
    return try TokenizerSettings(
      path: text.path, vocabulary: try vocabulary(inText: text), added: [], configuration)
  }

  /// Settings from a `tokenizer.json`.
  private init(_ file: TokenizerFile, _ configuration: JSONItem) throws(EngineError) {
    let model = try file.model()
    let ends = try file.ends()
    try self.init(
      path: file.path, vocabulary: try file.vocabulary(), added: try file.addedTokens(),
      configuration, normalizer: try file.normalizer(), unknown: model["unk_token"]?.text,
      first: ends?.first, last: ends?.last)
    continuingPrefix = model["continuing_subword_prefix"]?.bytes ?? continuingPrefix
    maxCharactersPerWord = model["max_input_chars_per_word"]?.integer ?? maxCharactersPerWord
  }

  private init(
    path: String, vocabulary: [(bytes: [UInt8], id: Int32)], added: [AddedTokens.Token],
    _ configuration: JSONItem, normalizer: BertNormalizer = BertNormalizer(),
    unknown: String? = nil, first: String? = nil, last: String? = nil
  ) throws(EngineError) {
    self.vocabulary = vocabulary
    self.normalizer = normalizer
    if let flag = configuration["do_lower_case"]?.flag { self.normalizer.lowercases = flag }
    if let flag = configuration["tokenize_chinese_chars"]?.flag {
      self.normalizer.separatesChinese = flag
    }
    if let item = configuration["strip_accents"] { self.normalizer.stripsAccents = item.flag }
    continuingPrefix = Array("##".utf8)
    maxCharactersPerWord = 100

    var ids = Dictionary(
      vocabulary.map { ($0.bytes, $0.id) }, uniquingKeysWith: { _, later in later })
    for token in added { ids[token.content] = token.id }
    func name(_ key: String, _ given: String?, _ fallback: String) -> String {
      given ?? configuration[key]?.text ?? configuration[key]?["content"]?.text ?? fallback
    }
    func id(_ name: String) throws(EngineError) -> Int32 {
      guard let id = ids[Array(name.utf8)] else {
        throw .invalidConfiguration(path: path, reason: "the vocabulary has no \(name)")
      }
      return id
    }
    let names = (
      unknown: name("unk_token", unknown, "[UNK]"), first: name("cls_token", first, "[CLS]"),
      last: name("sep_token", last, "[SEP]")
    )
    self.unknown = try id(names.unknown)
    self.first = try id(names.first)
    self.last = try id(names.last)
    // The tokens with a role are found in texts whether or not the file lists them.
    let special = [
      names.unknown, names.first, names.last, name("pad_token", nil, "[PAD]"),
      name("mask_token", nil, "[MASK]"),
    ].map { Array($0.utf8) }
    let missing = special.filter { content in !added.contains { $0.content == content } }
    addedTokens =
      added
      + missing.compactMap { content in
        ids[content].map { AddedTokens.Token(content: content, id: $0) }
      }
    vocabularySize = ids.count
  }

  /// One token a line, its id the line's number from 0.
  private static func vocabulary(
    inText url: URL
  ) throws(EngineError) -> [(bytes: [UInt8], id: Int32)] {
    let file = try MappedFile(url)
    var lines = file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.enumerated().map { number, line in
      let isCut = line.last == UInt8(ascii: "\r")
      return (Array(isCut ? line.dropLast() : line), Int32(number))
    }
  }
}

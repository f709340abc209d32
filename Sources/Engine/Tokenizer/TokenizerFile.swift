import Base

/// A `tokenizer.json` of Hugging Face tokenizers, of the kind BERT has.
struct TokenizerFile {
  let path: String
  let root: JSONItem

  private func refusal(_ reason: String) -> EngineError {
    .invalidConfiguration(path: path, reason: reason)
  }

  /// The settings of the pieces; refuses another kind of tokenizer.
  func model() throws(EngineError) -> JSONItem {
    try require("pre_tokenizer", "BertPreTokenizer")
    guard let model = root["model"] else { throw refusal("there is no model in it") }
    guard model["type"] == nil || model["type"]?.text == "WordPiece" else {
      throw refusal("the model is \(model["type"]?.text ?? "unknown"); WordPiece is expected")
    }
    return model
  }

  func vocabulary() throws(EngineError) -> [(bytes: [UInt8], id: Int32)] {
    guard let members = root["model"]?["vocab"]?.members, !members.isEmpty else {
      throw refusal("the vocabulary is missing")
    }
    var vocabulary: [(bytes: [UInt8], id: Int32)] = []
    vocabulary.reserveCapacity(members.count)
    for member in members {
      vocabulary.append((member.name, try id(member.value)))
    }
    return vocabulary
  }

  func normalizer() throws(EngineError) -> BertNormalizer {
    try require("normalizer", "BertNormalizer")
    let settings = root["normalizer"]
    return BertNormalizer(
      cleansText: settings?["clean_text"]?.flag ?? true,
      separatesChinese: settings?["handle_chinese_chars"]?.flag ?? true,
      stripsAccents: settings?["strip_accents"]?.flag,
      lowercases: settings?["lowercase"]?.flag ?? true)
  }

  func addedTokens() throws(EngineError) -> [AddedTokens.Token] {
    var tokens: [AddedTokens.Token] = []
    for item in root["added_tokens"]?.items ?? [] {
      guard let content = item["content"]?.bytes else {
        throw refusal("an added token has no content")
      }
      tokens.append(
        AddedTokens.Token(
          content: content, id: try id(item["id"] ?? .null),
          isSingleWord: item["single_word"]?.flag ?? false,
          stripsLeft: item["lstrip"]?.flag ?? false, stripsRight: item["rstrip"]?.flag ?? false,
          isNormalized: item["normalized"]?.flag ?? false))
    }
    return tokens
  }

  /// The tokens put before and after a text; `nil` where the file leaves it to others.
  func ends() throws(EngineError) -> (first: String, last: String)? {
    guard let processor = root["post_processor"], processor != .null else { return nil }
    switch processor["type"]?.text {
    case "BertProcessing":
      if let first = processor["cls"]?.items?.first?.text,
        let last = processor["sep"]?.items?.first?.text
      {
        return (first, last)
      }
    case "TemplateProcessing":
      let parts = processor["single"]?.items ?? []
      if parts.count == 3, let first = parts[0]["SpecialToken"]?["id"]?.text,
        parts[1]["Sequence"] != nil, let last = parts[2]["SpecialToken"]?["id"]?.text
      {
        return (first, last)
      }
    default: break
    }
    throw refusal("the post_processor does not put one token before and one after a text")
  }

  private func require(_ part: String, _ type: String) throws(EngineError) {
    let found = root[part]?["type"]?.text
    guard found == type else {
      throw refusal("the \(part) is \(found ?? "missing"); \(type) is expected")
    }
  }

  private func id(_ item: JSONItem) throws(EngineError) -> Int32 {
    guard let id = item.integer, (0..<(1 << 24)).contains(id) else {
      throw refusal("a token's id is not a whole number below 2^24")
    }
    return Int32(id)
  }
}

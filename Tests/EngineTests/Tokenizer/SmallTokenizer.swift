import Foundation

@testable import Engine

/// A tokenizer folder made for a test.
struct SmallTokenizer {
  static let tokens = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##able", "##a", "able", "the", "!", "cafe",
    "Cafe", "caf\u{e9}", "cafe\u{301}", "\u{4e2d}", "##\u{6587}", "[", "]", "sep",
    "\u{4e2d}\u{6587}",
    "##x", "x",
  ]

  /// Writes `vocab.txt`.
  static func text(_ folder: TemporaryFolder, tokens: [String] = tokens) throws {
    try folder.write(tokens.joined(separator: "\n") + "\n", to: "vocab.txt")
  }

  /// Writes `tokenizer.json`, parts of it replaced.
  static func json(
    _ folder: TemporaryFolder, normalizer: String = #"{"type": "BertNormalizer"}"#,
    added: String = "[]", parts: [String: String] = [:], model: String = ""
  ) throws {
    let vocabulary = tokens.enumerated().map { "\"\($1)\": \($0)" }.joined(separator: ",")
    var members = [
      "truncation": #"{"max_length": 3}"#, "padding": #"{"strategy": {"Fixed": 9}}"#,
      "added_tokens": added, "normalizer": normalizer,
      "pre_tokenizer": #"{"type": "BertPreTokenizer"}"#,
      "model": "{\"type\": \"WordPiece\", \"vocab\": {\(vocabulary)}\(model)}",
    ]
    for (key, value) in parts { members[key] = value }
    let text = members.map { "\"\($0)\": \($1)" }.joined(separator: ",")
    try folder.write("{\(text)}", to: "tokenizer.json")
  }

  /// The tokens between [CLS] and [SEP] that a text becomes.
  static func pieces(_ text: String, _ folder: TemporaryFolder) throws -> [String] {
    let encoding = try WordPieceTokenizer(folder: folder.url).encode(text, maxLength: nil)
    return encoding.ids.dropFirst().dropLast().map {
      Int($0) < tokens.count ? tokens[Int($0)] : "\($0)"
    }
  }
}

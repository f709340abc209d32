import Foundation
import Testing

@testable import Engine

@Suite struct TokenizerSettingsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func pieces(_ text: String) throws -> [String] {
    try SmallTokenizer.pieces(text, folder)
  }

  @Test func readsAVocabularyOfLines() throws {
    try folder.write(SmallTokenizer.tokens.joined(separator: "\r\n"), to: "vocab.txt")
    #expect(try pieces("Unable!") == ["un", "##able", "!"])
    #expect(
      try WordPieceTokenizer(folder: folder.url).vocabularySize == SmallTokenizer.tokens.count)
    // The same with an end to the last line.
    try SmallTokenizer.text(folder)
    #expect(
      try WordPieceTokenizer(folder: folder.url).vocabularySize == SmallTokenizer.tokens.count)
  }

  @Test func takesTheLastOfLinesThatAreTheSame() throws {
    try SmallTokenizer.text(folder, tokens: SmallTokenizer.tokens + ["[UNK]", "the"])
    let count = Int32(SmallTokenizer.tokens.count)
    #expect(
      try WordPieceTokenizer(folder: folder.url).encode("the dog", maxLength: nil).ids
        == [2, count + 1, count, 3])
  }

  @Test func takesTheFileOfSettingsFirstAndLeavesTruncationToTheLesson() throws {
    try folder.write("nothing", to: "vocab.txt")
    try SmallTokenizer.json(folder)
    #expect(try pieces("the the the the") == ["the", "the", "the", "the"])
  }

  @Test func keepsTokensApartThatDifferInBytesAlone() throws {
    try SmallTokenizer.json(
      folder, normalizer: #"{"type": "BertNormalizer", "lowercase": false, "strip_accents": false}"#
    )
    #expect(try pieces("caf\u{e9} cafe\u{301}") == ["caf\u{e9}", "cafe\u{301}"])
  }

  @Test(arguments: [
    (#"{"do_lower_case": false}"#, ["Cafe", "caf\u{e9}", "\u{4e2d}", "[UNK]"]),
    (#"{"do_lower_case": true}"#, ["cafe", "cafe", "\u{4e2d}", "[UNK]"]),
    (
      #"{"do_lower_case": true, "strip_accents": false}"#,
      ["cafe", "caf\u{e9}", "\u{4e2d}", "[UNK]"]
    ),
    (#"{"tokenize_chinese_chars": false}"#, ["cafe", "cafe", "\u{4e2d}\u{6587}"]),
  ])
  func putsTheConfigurationAboveTheFile(configuration: String, expected: [String]) throws {
    try SmallTokenizer.json(folder)
    try folder.write(configuration, to: "tokenizer_config.json")
    #expect(try pieces("Cafe caf\u{e9} \u{4e2d}\u{6587}") == expected)
  }

  @Test func takesNamesOfSpecialTokensFromTheConfiguration() throws {
    try SmallTokenizer.text(folder)
    try folder.write(
      #"{"cls_token": {"content": "the"}, "sep_token": "!", "unk_token": "x"}"#,
      to: "tokenizer_config.json")
    let ids = try WordPieceTokenizer(folder: folder.url).encode("unknown", maxLength: nil).ids
    #expect(ids.map { SmallTokenizer.tokens[Int($0)] } == ["the", "x", "!"])
  }

  @Test func readsHowWordsAreCut() throws {
    try SmallTokenizer.json(
      folder, model: #", "max_input_chars_per_word": 5, "continuing_subword_prefix": "ca""#)
    #expect(try pieces("xfe unable") == ["x", "cafe", "[UNK]"])
  }

  @Test(arguments: [
    #"{"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "the"}}, {"Sequence": {"id": "A"}}, {"SpecialToken": {"id": "x"}}]}"#,
    #"{"type": "BertProcessing", "sep": ["x", 22], "cls": ["the", 9]}"#,
  ])
  func readsWhatIsPutAroundAText(processor: String) throws {
    try SmallTokenizer.json(folder, parts: ["post_processor": processor])
    #expect(
      try WordPieceTokenizer(folder: folder.url).encode("!", maxLength: nil).ids == [9, 10, 22])
  }

  @Test(arguments: [
    ["pre_tokenizer": #"{"type": "Whitespace"}"#], ["normalizer": "null"],
    ["model": #"{"type": "BPE", "vocab": {}}"#], ["model": #"{"type": "WordPiece"}"#],
    ["model": #"{"type": "WordPiece", "vocab": {"[CLS]": 0, "[SEP]": 1}}"#],
    ["model": #"{"type": "WordPiece", "vocab": {"[CLS]": 0, "[SEP]": 1, "[UNK]": -2}}"#],
    [
      "model":
        #"{"type": "WordPiece", "vocab": {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "a": 16777216}}"#
    ],
    ["post_processor": #"{"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A"}}]}"#],
    [
      "post_processor":
        #"{"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "the"}}, {"Sequence": {"id": "A"}}, {"SpecialToken": {"id": "x"}}, {"SpecialToken": {"id": "x"}}]}"#
    ],
  ])
  func refusesAnotherKindOfTokenizer(parts: [String: String]) throws {
    try SmallTokenizer.json(folder, parts: parts)
    let error = #expect(throws: EngineError.self) { try WordPieceTokenizer(folder: folder.url) }
    #expect(error?.description.contains("tokenizer.json") == true)
  }

  @Test func saysThatThereIsNoVocabulary() {
    let error = #expect(throws: EngineError.self) { try WordPieceTokenizer(folder: folder.url) }
    #expect(error?.description.contains("neither a tokenizer.json nor a vocab.txt") == true)
  }
}

import Foundation
import Testing

@testable import Engine

@Suite struct WordPieceTokenizerTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try SmallTokenizer.text(folder)
  }

  @Test func takesTheLongestPieces() throws {
    #expect(
      try SmallTokenizer.pieces("unable unx able", folder) == ["un", "##able", "un", "##x", "able"])
  }

  @Test func makesAWholeWordUnknown() throws {
    #expect(try SmallTokenizer.pieces("unabley the", folder) == ["[UNK]", "the"])
  }

  @Test func makesAVeryLongWordUnknown() throws {
    let long = String(repeating: "x", count: 100)
    #expect(try SmallTokenizer.pieces(long, folder).count == 100)
    #expect(try SmallTokenizer.pieces(long + "x", folder) == ["[UNK]"])
  }

  @Test func countsTheLengthOfAWordInCharacters() throws {
    try SmallTokenizer.json(
      folder, normalizer: #"{"type": "BertNormalizer", "handle_chinese_chars": false}"#,
      model: #", "max_input_chars_per_word": 2"#)
    #expect(
      try SmallTokenizer.pieces("\u{4e2d}\u{6587} the", folder) == ["\u{4e2d}\u{6587}", "[UNK]"])
  }

  @Test(
    arguments: [
      (nil, 6), (10, 6), (6, 6), (5, 5), (2, 2), (0, 2),
    ] as [(Int?, Int)])
  func cutsAtTheEndAndKeepsBothEnds(maxLength: Int?, expected: Int) throws {
    let tokenizer = try WordPieceTokenizer(folder: folder.url)
    let encoding = tokenizer.encode("the cafe the x", maxLength: maxLength)
    #expect(encoding.ids.count == expected)
    #expect(encoding.untruncatedCount == 6)
    #expect(encoding.ids.first == 2)
    #expect(encoding.ids.last == 3)
    #expect(encoding.ids.dropFirst().dropLast() == [9, 11, 9, 22].prefix(expected - 2))
  }

  @Test func encodesManyTextsAsItEncodesEach() throws {
    let tokenizer = try WordPieceTokenizer(folder: folder.url)
    let texts = (0..<333).map { String(repeating: "unable the! ", count: $0 % 11) + "x" }
    let expected = texts.map { tokenizer.encode($0, maxLength: 20) }
    for threads in [1, 2, 3] {
      let pool = WorkerPool(threads: threads)
      #expect(try tokenizer.encode(texts, maxLength: 20, pool: pool) == expected)
    }
    #expect(try tokenizer.encode([], maxLength: 20, pool: WorkerPool(threads: 2)).isEmpty)
  }

  @Test func stopsWhenAsked() throws {
    let tokenizer = try WordPieceTokenizer(folder: folder.url)
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: EngineError.interrupted) {
      try tokenizer.encode(
        ["x"], maxLength: nil, pool: WorkerPool(threads: 1), cancellation: cancellation)
    }
  }
}

import Foundation
import Records
import Testing

@testable import Engine

/// Comparisons with Hugging Face's tokenizers on the default model's vocabulary.
@Suite(.enabled(if: TestAssets.model != nil))
struct TokenizerReferenceTests {
  private struct Case: Decodable {
    let text: String
    let ids: [Int32]
  }

  private struct Expected: Sendable {
    let source: String
    var rows = Int.max
    var maxLength: Int?
    let tokens: Int
    let truncated: Int
    let sha256: String
  }

  private let tokenizer: WordPieceTokenizer

  init() throws { tokenizer = try WordPieceTokenizer(folder: try #require(TestAssets.model)) }

  @Test func encodesHardStringsEqually() throws {
    let cases = try JSONDecoder().decode([Case].self, from: fixture("tokenizer-cases.json"))
    #expect(cases.count == 50)
    for item in cases { #expect(tokenizer.encode(item.text, maxLength: nil).ids == item.ids) }
  }

  @Test(
    .enabled(if: TestAssets.reviews != nil),
    arguments: [
      Expected(
        source: "imdb", tokens: 7_846_783, truncated: 0,
        sha256: "2bc5ea3d386171a3f22405446007e4212e990a6d1b095105a184e8a2fafe0309"),
      Expected(
        source: "imdb", maxLength: 512, tokens: 6_882_586, truncated: 3701,
        sha256: "a385382962508023fa34ab57791906f8ffd19b71ecad707fc6a352abe7ca3456"),
      Expected(
        source: "imdb", rows: 2000, maxLength: 512, tokens: 542_521, truncated: 263,
        sha256: "e0bcde0ea44a09ea961434bfb7e46efe2a82029d23905289d19dec012b40818c"),
      Expected(
        source: "rotten_tomatoes", tokens: 233_452, truncated: 0,
        sha256: "d5aea4ebcafdaf7d4d246ba583a57b7be4b0d01a153300edc7ae0f3d9358bd44"),
    ])
  private func encodesWholeDataSetsEqually(expected: Expected) throws {
    let data = try TextDataset.reviewsCSV(
      try #require(TestAssets.reviews), textColumn: "text", labelColumn: "label",
      keep: (column: "source", value: expected.source), classNames: ["negative", "positive"])
    let texts = Array(try #require(data.splits["train"]).texts.prefix(expected.rows))
    let encodings = try tokenizer.encode(
      texts, maxLength: expected.maxLength, pool: WorkerPool(threads: 2))
    #expect(encodings.reduce(0) { $0 + $1.ids.count } == expected.tokens)
    #expect(encodings.count { $0.untruncatedCount > $0.ids.count } == expected.truncated)
    // Each text's count and then its ids, as 32-bit little-endian integers.
    let digest = SHA256Digest()
    for encoding in encodings {
      ([Int32(encoding.ids.count)] + encoding.ids).withUnsafeBytes { digest.update($0) }
    }
    #expect(digest.hex() == expected.sha256)
  }
}

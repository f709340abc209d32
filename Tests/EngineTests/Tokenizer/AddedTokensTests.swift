import Foundation
import Testing

@testable import Engine

@Suite struct AddedTokensTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func findsSpecialTokensInTextAsTheyAreSpelt() throws {
    try SmallTokenizer.text(folder)
    #expect(
      try SmallTokenizer.pieces("x[SEP]x [sep]", folder)
        == ["x", "[SEP]", "x", "[", "sep", "]"])
  }

  @Test(arguments: [
    ("x <A>x", true, ["x", "100", "x"]), ("x <a>x", true, ["x", "100", "x"]),
    ("x <A>x", false, ["x", "100", "x"]),
    ("x <a>x", false, ["x", "[UNK]", "[UNK]", "[UNK]", "x"]),
  ])
  func findsATokenInTheTextOrInItsNormalForm(
    text: String, isNormalized: Bool, expected: [String]
  ) throws {
    try SmallTokenizer.json(
      folder, added: #"[{"id": 100, "content": "<A>", "normalized": \#(isNormalized)}]"#)
    #expect(try SmallTokenizer.pieces(text, folder) == expected)
  }

  /// The pieces of a text: an added token's id in parentheses, text as it is.
  private func split(_ text: String, _ tokens: [AddedTokens.Token]) -> [String] {
    var pieces: [String] = []
    Array(text.utf8).withUnsafeBufferPointer { text in
      AddedTokens(tokens).split(text) { id, piece in
        let piece = String(decoding: piece, as: UTF8.self)
        pieces.append(id.map { "\($0):\(piece)" } ?? piece)
      }
    }
    return pieces
  }

  private func token(_ content: String, _ id: Int32) -> AddedTokens.Token {
    AddedTokens.Token(content: Array(content.utf8), id: id)
  }

  @Test func takesTheLeftmostAndOfSeveralTheLongest() {
    let tokens = [token("ab", 1), token("abcd", 2), token("bcde", 3)]
    #expect(split("abcde", tokens) == ["2:abcd", "e"])
    #expect(split("abce", tokens) == ["1:ab", "ce"])
    #expect(split("xbcdey", tokens) == ["x", "3:bcde", "y"])
  }

  @Test func takesWhiteSpaceWithAToken() {
    var left = token("<m>", 1)
    left.stripsLeft = true
    #expect(split("a \u{2003}<m> b", [left]) == ["a", "1: \u{2003}<m>", " b"])
    #expect(split(" <m> <m>", [left]) == ["1: <m>", "1: <m>"])
    var right = token("<m>", 1)
    right.stripsRight = true
    #expect(split("a <m> \u{3000}b", [right]) == ["a ", "1:<m> \u{3000}", "b"])
    // What the one before has taken is gone.
    var both = left
    both.stripsRight = true
    #expect(split("a <m> <m> b", [both]) == ["a", "1: <m> ", "1:<m> ", "b"])
  }

  @Test func findsASingleWordOnlyByItself() {
    var word = token("no", 1)
    word.isSingleWord = true
    #expect(split("no, nobody éno no", [word]) == ["1:no", ", nobody éno ", "1:no"])
    #expect(split("no_ _no no9 no", [word]) == ["no_ _no no9 ", "1:no"])
  }

  @Test func leavesTextAloneWithoutTokens() {
    #expect(split("a[SEP]", []) == ["a[SEP]"])
    #expect(split("", [token("a", 1)]).isEmpty)
  }
}

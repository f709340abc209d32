import Testing

@testable import Engine

@Suite struct BertNormalizerTests {
  private func normalized(
    _ text: String, _ change: (inout BertNormalizer) -> Void = { _ in }
  ) -> String {
    var normalizer = BertNormalizer()
    change(&normalizer)
    return String(decoding: normalizer.normalized(Array(text.utf8)), as: UTF8.self)
  }

  @Test func dropsControlsAndMakesWhiteSpaceABlank() {
    #expect(normalized("a\u{0}b\u{1F}\u{7F}\u{85}\u{FFFD}\u{200B}\u{E000}c") == "abc")
    #expect(normalized("a\tb\nc\u{A0}d\u{2028}e") == "a b c d e")
    #expect(normalized("a\u{0}\t") { $0.cleansText = false } == "a\u{0}\t")
  }

  @Test func keepsCharactersThatUnicode8DidNotHave() {
    #expect(normalized("\u{1F923}\u{378}") == "\u{1F923}\u{378}")
    #expect(!BertCharacters.isPunctuation("\u{2E52}"))
    #expect(!BertCharacters.isAccent("\u{1AC1}"))
    // Accents of Unicode 8, of Unicode 9, and one that was an accent then and is none any more.
    #expect(BertCharacters.isAccent("\u{FE2E}"))
    #expect(!BertCharacters.isAccent("\u{1DFB}"))
    #expect(BertCharacters.isAccent("\u{1734}") && BertCharacters.isAccent("\u{1171E}"))
  }

  @Test func putsBlanksAroundIdeographs() {
    #expect(normalized("a\u{4E2D}\u{2B820}b") == "a \u{4E2D} \u{2B820}b")
    #expect(normalized("\u{4E2D}") { $0.separatesChinese = false } == "\u{4E2D}")
  }

  @Test func stripsAccentsWhereItLowerCasesUnlessToldOtherwise() {
    #expect(normalized("É\u{130}ΣŁ") == "eiσł")
    #expect(normalized("É") { $0.stripsAccents = false } == "é")
    #expect(normalized("É") { $0.lowercases = false } == "É")
    #expect(
      normalized("É") {
        $0.lowercases = false
        $0.stripsAccents = true
      } == "E")
  }

  @Test func decomposesSyllables() {
    #expect(Array(normalized("한").unicodeScalars) == ["\u{1112}", "\u{1161}", "\u{11AB}"])
  }

  @Test func lowerCasesWithoutContext() {
    #expect(normalized("ΑΣ") == "ας".replacing("ς", with: "σ"))
    #expect(normalized("\u{130}") { $0.stripsAccents = false } == "i\u{307}")
  }
}

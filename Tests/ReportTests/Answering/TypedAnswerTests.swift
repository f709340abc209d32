import Testing

@testable import Report

struct TypedAnswerTests {
  private static let long = String(repeating: "word ", count: 14) + "end"

  @Test(arguments: [
    ("\n \n a\n\n b \n\t\n", " a\n\n b "), ("", nil), (" \n\t", nil), ("x", "x"),
  ])
  func leavesOutEmptyLinesAround(text: String, kept: String?) {
    #expect(TypedAnswer.text(text) == kept)
  }

  @Test func joinsLinesThatAnEditorBroke() {
    #expect(TypedAnswer.joined("\(Self.long)\nand on") == "\(Self.long) and on")
    #expect(
      TypedAnswer.joined("\(Self.long)\n\(Self.long)\nand on\nnot here")
        == "\(Self.long) \(Self.long) and on\nnot here")
  }

  @Test(arguments: [
    "", "- item", "* item", "2. item", "10) item", "> said", "| cell", "  indented", "# more",
    "```",
  ])
  func keepsWhatIsNoProse(next: String) {
    let text = "\(Self.long)\n\(next)\nx"
    #expect(TypedAnswer.joined(text) == text)
  }

  @Test func keepsCode() {
    let text = "```\n\(Self.long)\ncode\n```\nshort\nshort"
    #expect(TypedAnswer.joined(text) == text)
  }

  @Test func joinsALineThatStartsWithANumberOfItsOwn() {
    #expect(TypedAnswer.joined("\(Self.long)\n0.69 is ln 2") == "\(Self.long) 0.69 is ln 2")
  }
}

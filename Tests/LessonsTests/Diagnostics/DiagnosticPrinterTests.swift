import Testing

@testable import Lessons

@Suite struct DiagnosticPrinterTests {
  private func printed(
    _ marked: String, message: String = "wrong", notes: [String] = [], color: Bool = false
  ) -> String {
    let marked = MarkedText(marked)
    let diagnostic = Diagnostic(
      code: "a-rule", file: "a.md", range: marked.ranges[0], message: message, notes: notes)
    return DiagnosticPrinter(color: color).text(
      [diagnostic], sources: ["a.md": SourceText(file: "a.md", text: marked.text)])
  }

  @Test func underlinesThePlace() {
    #expect(
      printed("one\n- «opimizer»: AdamW\n", notes: ["did you mean `optimizer`?"]) == """
        a.md:2:3: error: wrong [a-rule]
          2 | - opimizer: AdamW
            |   ^~~~~~~~
          note: did you mean `optimizer`?

        """)
  }

  @Test func countsColumnsAsATerminalDoes() {
    #expect(
      printed("é\t日本 «e\u{301}x» y").split(separator: "\n").suffix(2) == [
        "  1 | é 日本 e\u{301}x y",
        "    |        ^~",
      ])
  }

  @Test func pointsAtAnEmptyPlaceAndPastTheEnd() {
    #expect(printed("abc«»").contains("  1 | abc\n    |    ^\n"))
    #expect(printed("«»").contains("  1 | \n    | ^\n"))
  }

  @Test func underlinesTheFirstLineOfALongRange() {
    #expect(printed("a «bc\nd» e").contains("  1 | a bc\n    |   ^~\n"))
  }

  @Test func showsALongLineFromShortlyBeforeThePlace() {
    let text = printed(
      String(repeating: "x", count: 500) + "«yz»" + String(repeating: "w", count: 500))
    let lines = text.split(separator: "\n")
    #expect(lines[1].hasPrefix("  1 | …xxx"))
    #expect(lines[1].hasSuffix("w…"))
    #expect(lines[1].count < 110)
    let caret = lines[2].prefix { $0 != "^" }.count
    #expect(Array(lines[1])[caret] == "y")
    #expect(lines[2].hasSuffix("^~"))
  }

  @Test func letsNothingInALessonReachTheTerminal() {
    let text = printed(
      "«a\u{1B}[2J\u{202E}b»", message: "no `\u{1B}]0;x\u{7}`", notes: ["\u{9B}1m"])
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!text.unicodeScalars.contains { (0x7F..<0xA0).contains($0.value) || $0 == "\u{202E}" })
  }

  @Test func colorsOnlyWhenAsked() {
    #expect(printed("«a»", color: true).contains("\u{1B}[1;31merror:\u{1B}[0m"))
    #expect(!printed("«a»").contains("\u{1B}"))
  }

  @Test func writesADiagnosticWithoutItsSource() {
    let place = SourceLocation(line: 3, column: 4)
    let diagnostic = Diagnostic(
      .warning, code: "c", file: "b.md", range: SourceRange(place, place), message: "m")
    #expect(
      DiagnosticPrinter(color: false).text([diagnostic], sources: [:])
        == "b.md:3:4: warning: m [c]\n")
  }
}

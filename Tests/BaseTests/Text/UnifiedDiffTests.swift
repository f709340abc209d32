import Testing

@testable import Base

@Suite struct UnifiedDiffTests {
  private let lines = (1...20).map { "line \($0)" }

  @Test func isEmptyForEqualTexts() { #expect(UnifiedDiff.text(from: "a\nb", to: "a\nb\n") == "") }

  @Test func showsThreeLinesAroundAChange() {
    var changed = lines
    changed[9] = "other"
    #expect(
      UnifiedDiff.text(from: lines.joined(separator: "\n"), to: changed.joined(separator: "\n"))
        == """
        @@ -7,7 +7,7 @@
         line 7
         line 8
         line 9
        -line 10
        +other
         line 11
         line 12
         line 13

        """)
  }

  @Test func joinsChangesThatAreNear() {
    var changed = lines
    changed.remove(at: 12)
    changed.insert("new", at: 8)
    changed.append("last")
    let text = UnifiedDiff.text(
      from: lines.joined(separator: "\n"), to: changed.joined(separator: "\n"))
    #expect(
      text.split(separator: "\n").filter { $0.hasPrefix("@@") } == [
        "@@ -6,11 +6,11 @@", "@@ -18,3 +18,4 @@",
      ])
  }

  @Test func showsAnAddedAndARemovedText() {
    #expect(UnifiedDiff.text(from: "", to: "a") == "@@ -0,0 +1 @@\n+a\n")
    #expect(UnifiedDiff.text(from: "a", to: "") == "@@ -1 +0,0 @@\n-a\n")
  }

  @Test func letsNothingMoveATerminalsCursor() {
    #expect(
      UnifiedDiff.text(from: "", to: "\u{1B}[2Ja\u{202E}").hasSuffix("+␛[2Ja[U+202E]\n"))
  }

  @Test func doesNotCompareWhatIsEndless() {
    let long = String(repeating: "x\n", count: 5000)
    #expect(UnifiedDiff.text(from: long, to: "x") == "(more than 4000 lines: not compared)\n")
  }
}

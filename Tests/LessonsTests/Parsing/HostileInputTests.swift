import Foundation
import Testing

@testable import Lessons

/// What is refused, and the rule that refuses it.
struct HostileCase: Sendable, CustomTestStringConvertible {
  let code: String
  let body: String

  init(_ code: String, _ body: String) { (self.code, self.body) = (code, body) }

  var testDescription: String { "\(code): \(body.prefix(40))" }
}

private func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

private func step(_ body: String) -> String { "```step a\n\(body)\n```" }

private let nestedItems = (0..<100).map { many("  ", $0) + "- a\n" }.joined()
private let nestedKeys = "- b:\n" + (2..<40).map { many(" ", $0) + "c:\n" }.joined()

private let cases: [HostileCase] = [
  .init("file-too-large", many("a\n\n", 4 << 20)),
  .init("block-too-long", many("![", 40 << 10)),
  .init("block-too-long", many("a <!-- ", 40 << 10)),
  .init("nesting-too-deep", many("> ", 5000) + "a"),
  .init("nesting-too-deep", many("- ", 5000) + "a"),
  .init("nesting-too-deep", many("1. ", 5000) + "a"),
  .init("nesting-too-deep", many("*a **b ", 200) + "c" + many("**d*e", 200)),
  .init("nesting-too-deep", nestedItems),
  .init("nesting-too-deep", step("- b: " + many("[", 5000))),
  .init("nesting-too-deep", step(many("- ", 10000) + "b")),
  .init("nesting-too-deep", step(many("? ", 10000) + "b")),
  .init("nesting-too-deep", step("- b: " + many("[", 30) + many("]", 30))),
  .init("nesting-too-deep", step(nestedKeys)),
  .init("constraint-syntax", "```expect a\nb: \(many("[", 10000))\n```"),
  .init("block-too-long", step("- b: " + many("é", 5000))),
  .init("constraint-syntax", "```expect a\nb: 1e999\n```"),
  .init("constraint-syntax", "```expect a\nb: 1.5e-99999999999999999999\n```"),
  .init("constraint-syntax", "```expect a\nb: \(many("9", 20000))\n```"),
  .init("attribute-value", "```step a seed=\(many("9", 20000))\n- a: b\n```"),
  .init("control-character", "a\u{0}b"),
  .init("control-character", "a\u{1B}[2Jb"),
  .init("control-character", "a\u{2028}b"),
  .init("control-character", step("- b: \"\\0\"")),
  .init("yaml-syntax", step("- b: \"\\uD800\"")),
  .init("yaml-syntax", step("- b: c\n---\n- d: e")),
  .init("yaml-syntax", step("- b: *c")),
  .init("yaml-syntax", step("- {[a, b]: c}")),
  .init("yaml-anchor", step("- a: &a [x, x]\n  b: &b [*a, *a]")),
]

/// Input made to exhaust a parser's stack, memory or time.
///
/// A failure here is a crash or a test that
/// does not end; none of them is timed.
@Suite struct HostileInputTests {
  private static let front = "---\nid: a\ntitle: T\nseed: 1\n---\n"

  @Test(arguments: cases)
  func refuses(_ example: HostileCase) {
    let text = Self.front + example.body + "\n"
    let found = LessonParser.parse(Data(text.utf8), file: "a.md")
    #expect(found.diagnostics.first?.code == example.code, "\(found.diagnostics.map(\.message))")
    #expect(found.diagnostics.count <= DiagnosticBag.limit)
  }

  @Test func namesTheByteThatIsNotUTF8() {
    let data = Data("---\né".utf8) + Data([0xFF]) + Data("\n".utf8)
    let found = LessonParser.parse(data, file: "a.md")
    #expect(found.lesson == nil)
    #expect(found.diagnostics.map(\.code) == ["not-utf8"])
    #expect(found.diagnostics.map(\.range.lowerBound.description) == ["2:3"])
    #expect(found.diagnostics.map(\.message) == ["byte ff is not UTF-8 text"])
  }

  @Test func limitsWhatItSays() {
    let body = String(repeating: "[a](b)\n\n", count: 1000)
    let found = LessonParser.parse(Data((Self.front + body).utf8), file: "a.md")
    #expect(found.diagnostics.count == DiagnosticBag.limit)
    #expect(found.lesson == nil)
  }

  @Test func readsALongLessonWithoutComplaint() {
    let body = String(repeating: "Prose *with* `code` and text.\n\n", count: 10_000)
    let found = LessonParser.parse(Data((Self.front + body).utf8), file: "a.md")
    #expect(found.diagnostics == [])
    #expect(found.lesson?.blocks.count == 1)
  }
}

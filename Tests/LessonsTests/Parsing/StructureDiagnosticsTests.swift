import Foundation
import Testing

@testable import Lessons

/// A lesson body in which `«…»` marks every place that must be complained about, in order.
struct StructureCase: Sendable, CustomTestStringConvertible {
  let codes: [String]
  let body: String
  /// What some note must contain.
  let note: String?

  init(_ codes: String..., note: String? = nil, body: String) {
    (self.codes, self.note, self.body) = (codes, note, body)
  }

  var testDescription: String { codes.joined(separator: ", ") + ": " + body.prefix(40) }
}

private let front = "---\nid: a\ntitle: T\nseed: 1\nparameters: {rows: 10, name: x}\n---\n"
private let pair = "\n\nText.\n\n```check\na.b: true\n```\n<!-- end -->"

private let cases: [StructureCase] = [
  // Directives that CommonMark would take for something else.
  .init("unknown-directive", note: "`step`", body: "```«setp a»\n- a: b\n```"),
  .init("unknown-directive", note: "`step`", body: "```«steps»\n- a: b\n```"),
  .init("unknown-directive", note: "`expect`", body: "```«Expect a»\nb: 1\n```"),
  .init("unknown-directive", note: "step ID", body: "``` «some words»\n```"),
  .init("unknown-directive", note: "`question`", body: "«<!-- questoin x -->»"),
  .init("unknown-directive", note: "`claim`", body: "«<!-- cliam x holds=no -->»"),
  .init(
    "unknown-directive", note: "`end`",
    body: "<!-- question a -->\nT\n\n<!-- end -->\n«<!-- edn -->»"),
  .init("unclosed-fence", note: "longer fence", body: "«```step a»\n- a: b\n"),
  .init("fence-in-fence", note: "longer", body: "```step a\n- a: b\n\n«```step b»\n- c: d\n```"),
  .init("unclosed-comment", body: "«<!-- a remark without an end»\n\ntext"),
  .init("directive-not-top-level", note: nil, body: "- item\n\n  ```«step» a\n  - b: c\n  ```"),
  .init("directive-not-top-level", note: nil, body: "> ```«expect» a\n> b: 1\n> ```"),
  .init("directive-not-top-level", note: "one line", body: "- «<!-- claim a holds=no -->»"),
  .init("directive-not-top-level", note: "one line", body: "Text «<!-- end -->» and more."),
  .init("directive-not-top-level", note: "one line", body: "«<!-- question a -->» and text"),
  .init("directive-not-top-level", note: "one line", body: "«<!-- question»\na -->"),
  .init(
    "directive-not-top-level", note: "three spaces", body: "text\n\n    «```step a»\n    - b: c"),
  .init("directive-not-top-level", note: "empty line", body: "<div>\n«```step a»\n</div>"),
  .init("directive-syntax", note: "```step", body: "<!-- «step» a -->"),
  // Pairs.
  .init("unclosed-pair", note: "<!-- end -->", body: "<!-- «question a» -->\nWhy?"),
  .init(
    "unclosed-pair", note: "line 10",
    body: "<!-- «question a» -->\nWhy?\n\n<!-- question b -->\nX\n<!-- end -->"),
  .init("unopened-pair", body: "text\n\n<!-- «end» -->"),
  .init(
    "directive-in-pair", note: "line 7",
    body: "<!-- question a -->\nW\n\n```«step b»\n- c: d\n```\n<!-- end -->"),
  .init("directive-in-pair", body: "<!-- question a -->\nW\n\n```«check»\nc: 1\n```\n<!-- end -->"),
  .init("misplaced-check", body: "```«check»\na.b: 1\n```"),
  .init(
    "duplicate-check",
    body:
      "<!-- claim a holds=no -->\nText.\n\n```check\na.b: 1\n```\n\n```«check»\na.b: 2\n```\n<!-- end -->"
  ),
  .init("claim-without-check", body: "<!-- «claim a holds=no» -->\nText.\n<!-- end -->"),
  .init("empty-block", body: "<!-- «question a» -->\n<!-- end -->"),
  // Headers.
  .init("missing-id", note: "step ID", body: "```«step»\n- a: b\n```"),
  .init("missing-id", note: "question ID", body: "<!-- «question» points=2 -->\nW\n<!-- end -->"),
  .init("bad-id", body: "```step «a.b»\n- a: b\n```"),
  .init("bad-id", body: "```step «-a»\n- a: b\n```"),
  .init("directive-syntax", note: "step ID", body: "```step a «b»\n- a: b\n```"),
  .init("directive-syntax", body: "<!-- question a -->\nW\n<!-- end «question» -->\n<!-- end -->"),
  .init("unknown-attribute", note: "`cell`", body: "```step a «cel»=3\n- a: b\n```"),
  .init("unknown-attribute", note: "takes none", body: "```expect a «cell»=3\nb: 1\n```"),
  .init("duplicate-attribute", body: "```step a cell=1 «cell»=2\n- a: b\n```"),
  .init("attribute-value", note: "no space", body: "```step a «cell=»\n- a: b\n```"),
  .init("attribute-value", body: "```step a seed=«-1»\n- a: b\n```"),
  .init("attribute-value", body: "```step a seed=«4294967296»\n- a: b\n```"),
  .init("attribute-value", body: "<!-- question a points=«many» -->\nW\n<!-- end -->"),
  .init("attribute-value", body: "<!-- claim a holds=«maybe» -->" + pair),
  .init("missing-attribute", note: "holds=yes", body: "<!-- «claim a» -->" + pair),
  // Bodies.
  .init("empty-step", body: "```«step a»\n```"),
  .init("empty-step", note: "- name: value", body: "```step a\n«train: head»\n```"),
  .init("action-syntax", body: "```step a\n- «train»\n```"),
  .init("yaml-syntax", body: "```step a\n- train: [head\n- b«:» c\n```"),
  .init("yaml-syntax", body: "```step a\n- ü: é  # ñ\n«\t»- b: c\n```"),
  .init("duplicate-key", body: "```step a\n- train: head\n  «lr»: 1\n  lr: 2\n```"),
  .init("yaml-anchor", note: "space", body: "```step a\n- ü: «&name» x\n```"),
  .init("yaml-anchor", body: "```step a\n- {\"x\":«&b» 1}\n```"),
  .init("yaml-tag", body: "```step a\n- b: «!»!int 5\n```"),
  .init("yaml-tag", body: "```step a\n- «!»x b: 5\n```"),
  .init("empty-block", body: "```«expect a»\n# nothing\n```"),
  .init("check-syntax", note: "colon", body: "```expect a\n«b = 1»\n```"),
  .init("path-syntax", note: "metric", body: "```expect a\n«b[x]»: 1\n```"),
  .init(
    "path-syntax", note: "step.metric",
    body: "<!-- claim a holds=no -->\nText.\n\n```check\n«train»: 1\n```\n<!-- end -->"),
  .init("constraint-syntax", note: "\"positive\"", body: "```expect a\nb: «positive»\n```"),
  .init("constraint-syntax", note: "`decreasing`", body: "```expect a\nb: «decresing»  # x\n```"),
  .init("constraint-syntax", body: "```expect a\nb: 1 «2»\n```"),
  .init("constraint-syntax", body: "```expect a\nb:«»\n```"),
  .init("constraint-syntax", "constraint-syntax", body: "```expect a\nb: «nope»\nc: < «x»\n```"),
  .init("when-not-first", body: "```expect a\nb: 1\n«when»: any\n```"),
  .init("when-syntax", note: "such as", body: "```expect a\nwhen: «always»\nb: 1\n```"),
  .init("unknown-parameter", note: "`rows`", body: "```expect a\nwhen: {«row»: 1}\nb: 1\n```"),
  .init("unknown-profile", body: "```expect a\nwhen: {profile: «quick»}\nb: 1\n```"),
  .init("wrong-type", body: "```expect a\nwhen: {rows: «many»}\nb: 1\n```"),
  .init(
    "check-syntax", note: "`value`",
    body:
      "<!-- question q -->\nW\n<!-- end -->\n<!-- answer q -->\nA\n\n```check\n«valeu»: 1\n```\n<!-- end -->"
  ),
  // The whole file.
  .init("duplicate-id", note: "line 7", body: "```step a\n- b: c\n```\n\n```step «a»\n- b: c\n```"),
  .init(
    "duplicate-id",
    body: "<!-- question a -->\nW\n<!-- end -->\n<!-- question «a» -->\nW\n<!-- end -->"),
  .init(
    "answer-without-question", note: "`why`",
    body: "<!-- question why -->\nW\n<!-- end -->\n<!-- answer «wyh» -->\nW\n<!-- end -->"),
  .init("hint-without-question", body: "<!-- hint «why» -->\nW\n<!-- end -->"),
  // Prose.
  .init("link-scheme", body: "A [link](«javascript:alert(1)»)."),
  .init("link-scheme", body: "A [link](«../other.md»)."),
  .init("link-scheme", body: "<«ftp://example.org»>"),
  .init("image-path", body: "![x](«../secret.png»)"),
  .init("image-path", body: "![x](«/etc/passwd»)"),
  .init("image-path", body: "![x](«%2e%2e/secret.png»)"),
  .init("image-path", body: "![x](«https://example.org/a.png»)"),
  .init("missing-image", body: "![x](«nowhere.png»)"),
  .init("malformed-reference", note: ".4f", body: "It was «{{train.loss:4f}}»."),
  .init("malformed-reference", body: "`{{x y}}` It was «{{x y}}»."),
  .init("table", body: "| a | b |\n«|---|---|»\n| 1 | 2 |"),
  .init("mathematics", body: "So «$$»x$$."),
  .init("raw-html", body: "«<script>alert(1)</script>»"),
  .init("raw-html", body: "Some «<b>»text."),
]

@Suite struct StructureDiagnosticsTests {
  @Test(arguments: cases)
  func namesTheRuleAndThePlace(_ example: StructureCase) throws {
    let marked = MarkedText(front + example.body + "\n")
    let found = LessonParser.parse(
      Data(marked.text.utf8), file: "a.md", folder: URL(fileURLWithPath: "/nonexistent"))
    #expect(found.diagnostics.map(\.code) == example.codes, "\(found.diagnostics)")
    #expect(found.diagnostics.map(\.range) == marked.ranges)
    if let note = example.note {
      #expect(
        found.diagnostics.contains { $0.notes.contains { $0.contains(note) } },
        "\(found.diagnostics.map(\.notes))")
    }
    #expect(found.diagnostics.allSatisfy { !$0.message.hasSuffix(".") })
  }

  @Test(arguments: [
    "```swift\nlet a = 1\n```",
    "```\nno language\n```",
    "~~~text\n```step a\n~~~",
    "````text\n```step a\n- b: c\n```\n````",
    "<!-- a remark about an end of something -->",
    "<!-- and so it goes -->",
    "<!--\n```step a\n- b: c\n```\n-->",
    "<!-- lesson: ok -->",
    "Not a table: a | b, and $5 or $6.",
    "A [link](https://example.org) and <mailto:a@example.org>.",
    "AT&T, `<b>`, `$$` and Q&A",
    "    indented code",
    "Heading\n---\n\n***\n\n- - -\n\ntext",
  ])
  func acceptsWhatOnlyLooksAlike(body: String) {
    let found = LessonParser.parse(Data((front + body + "\n").utf8), file: "a.md")
    #expect(found.diagnostics == [])
    #expect(found.lesson != nil)
  }

  @Test func saysEverythingAtOnceInTheOrderOfTheFile() {
    let marked = MarkedText(
      front + """
        <!-- hint «none» -->
        A [link](«x»).
        <!-- end -->

        ```step a
        - b: c: «d
        ```

        ```«setp b»
        ```
        """)
    let found = LessonParser.parse(Data(marked.text.utf8), file: "a.md")
    #expect(
      found.diagnostics.map(\.code) == [
        "hint-without-question", "link-scheme", "yaml-syntax", "unknown-directive",
      ])
    #expect(found.lesson == nil)
  }

  @Test func returnsTheLessonWhenNothingOfItIsLost() {
    let text = front + "A [link](x).\n\n<!-- hint none -->\nH\n<!-- end -->\n"
    let found = LessonParser.parse(Data(text.utf8), file: "a.md")
    #expect(found.diagnostics.count == 2)
    #expect(found.lesson != nil)
  }

  @Test func turnsRawHTMLIntoText() throws {
    let text =
      front
      + "<div onclick=\"x()\">\nhi\n</div>\n\nAn <img src=x onerror=y> and <!-- gone -->end.\n"
    let lesson = try #require(LessonParser.parse(Data(text.utf8), file: "a.md").lesson)
    guard case .prose(let prose) = lesson.blocks[0] else { return #expect(Bool(false)) }
    #expect(
      prose.content == [
        .paragraph([
          .text("<div onclick=\"x()\">"), .softBreak, .text("hi"), .softBreak, .text("</div>"),
        ]),
        .paragraph([
          .text("An "), .text("<img src=x onerror=y>"), .text(" and "), .text("end."),
        ]),
      ])
  }
}

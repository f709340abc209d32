import Foundation
import Testing

@testable import Lessons

private let cases: [StructureCase] = [
  .init("front-matter", note: "---", body: "«# A lesson»\n"),
  .init("front-matter", body: "«---»\nid: a\n"),
  .init("front-matter", note: "`seed`", body: "«---»\n- id\n---\n"),
  .init("front-matter", body: "«---»\n---\n"),
  .init(
    "unknown-key", note: "`parameters`",
    body: "---\nid: a\ntitle: T\nseed: 1\n«paramters»: {}\n---\n"),
  .init("wrong-type", body: "---\nid: a\ntitle: T\nseed: «many»\n---\n"),
  .init("wrong-type", body: "---\nid: a\ntitle: T\nseed: «1.5»\n---\n"),
  .init("wrong-type", body: "---\nid: a\ntitle: «[T]»\nseed: 1\n---\n"),
  .init("bad-id", body: "---\nid: «a/b»\ntitle: T\nseed: 1\n---\n"),
  .init("bad-id", body: "---\nid: «../a»\ntitle: T\nseed: 1\n---\n"),
  .init("wrong-type", body: "---\nid: a\ntitle: T\nseed: 1\nparameters: «rows»\n---\n"),
  .init("wrong-type", body: "---\nid: a\ntitle: T\nseed: 1\nparameters: {rows: «[1]»}\n---\n"),
  .init(
    "bad-name", note: "`seed`",
    body: "---\nid: a\ntitle: T\nseed: 1\nparameters: {«seed»: 1}\n---\n"),
  .init("bad-name", body: "---\nid: a\ntitle: T\nseed: 1\nparameters: {«Rows»: 1}\n---\n"),
  .init("bad-name", body: "---\nid: a\ntitle: T\nseed: 1\nprofiles: {«a/b»: {rows: 1}}\n---\n"),
  .init("missing-key", body: "---\nid: a\ntitle: T\nseed: 1\ndepartures:\n  - «what: x»\n---\n"),
  .init(
    "unknown-key", note: "`why`",
    body: "---\nid: a\ntitle: T\nseed: 1\ndepartures: [{what: x, why: z, «wyh»: y}]\n---\n"),
  // The last value goes on in the next line: what is marked ends with its first.
  .init(
    "missing-key",
    body: "---\nid: a\ntitle: T\nseed: 1\ndepartures:\n  - «{what: \"x»\n    y\"}\n---\n"),
  .init("duplicate-key", body: "---\nid: a\ntitle: T\n«seed»: 1\nseed: 2\n---\n"),
  .init("yaml-anchor", body: "---\nid: «&a» a\ntitle: T\nseed: 1\n---\n"),
]

@Suite struct FrontMatterTests {
  @Test(arguments: cases)
  func namesTheRuleAndThePlace(_ example: StructureCase) {
    let marked = MarkedText(example.body)
    let found = LessonParser.parse(Data(marked.text.utf8), file: "a.md")
    #expect(found.diagnostics.map(\.code) == example.codes, "\(found.diagnostics)")
    #expect(found.diagnostics.map(\.range) == marked.ranges)
    if let note = example.note {
      #expect(found.diagnostics.contains { $0.notes.contains { $0.contains(note) } })
    }
  }

  @Test func namesEveryMissingKey() {
    let found = LessonParser.parse(Data("---\nlicense: MIT\n---\n".utf8), file: "a.md")
    #expect(
      found.diagnostics.map(\.message) == [
        "the front matter has no `id`", "the front matter has no `title`",
        "the front matter has no `seed`",
      ])
    #expect(found.lesson == nil)
  }

  @Test(arguments: [
    ("9_1", "9_1"), ("\"007\"", "007"), ("no", "no"), ("1e3", "1e3"), ("null", "null"),
  ])
  func readsIdsAsText(written: String, id: String) {
    let text = "---\nid: \(written)\ntitle: T\nseed: 1\n---\n"
    let found = LessonParser.parse(Data(text.utf8), file: "a.md")
    #expect(found.lesson?.frontMatter.id.value == id)
  }

  @Test func foldsLongDepartures() {
    let text = """
      ---
      id: a
      title: T
      seed: 1
      departures:
        - what: >-
            one
            two
          why: |
            three
      ---
      """
    let found = LessonParser.parse(Data(text.utf8), file: "a.md")
    #expect(found.diagnostics == [])
    #expect(found.lesson?.frontMatter.departures.first?.what == "one two")
    #expect(found.lesson?.frontMatter.departures.first?.why == "three\n")
  }
}

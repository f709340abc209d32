import Records
import Testing

@testable import Report

struct ContentsTests {
  private let page = Page(Replay.record())

  @Test func namesSectionsAndTheQuestionsInThem() {
    let question = ReportBlock.group(
      .question,
      [
        .heading(level: 3, content: ["Question 1", .note(" · 2 points")]),
        .fold(.init(["Hint"], [.heading(level: 4, content: ["Within a hint"])])),
      ])
    let contents = Contents(of: [
      .heading(level: 2, content: ["The data"]), .heading(level: 3, content: ["Apart"]), question,
      .heading(level: 2, content: ["The ", .code("head")]),
    ])
    #expect(contents.sections.map(\.place.title) == ["The data", "The head"])
    #expect(contents.questions.map(\.title) == ["Question 1"])
    #expect(contents.questions.map(\.anchor) == ["at-question-1"])
  }

  @Test(arguments: [
    ("The data", "at-the-data"), ("The data", "at-the-data-2"), ("the — DATA!", "at-the-data-3"),
    ("Größe", "at-größe"), ("<b onclick=x>", "at-b-onclick-x"), ("", "at-"), ("…", "at--2"),
  ])
  func givesEachHeadingANameOfItsOwn(title: String, name: String) {
    var anchors = HeadingAnchors()
    let all = ["The data", "The data", "the — DATA!", "Größe", "<b onclick=x>", "", "…"]
      .map { ($0, anchors.next([.text($0)])) }
    #expect(all.contains { $0 == (title, name) })
  }

  @Test func leadsEveryLinkWithinThePageToAHeading() {
    let targets = page.html.matches(of: /href="#([^"]*)"/).map { String($0.1) }
    #expect(targets.count > 5)
    let headings = page.html.matches(of: /<h[2-6] id="([^"]*)"/).map { String($0.1) }
    #expect(Set(targets).isSubset(of: headings))
  }

  @Test func linksTheQuestionsThatAreOpen() {
    var record = Replay.record()
    record.student = StudentRecord(name: "Ada", id: nil)
    let html = Page(record, answers: ["low-loss": "ln 2"]).html
    #expect(html.contains("<a href=\"#at-question-2\">Question 2</a> (<code>"))
    #expect(!html.contains("<a href=\"#at-question-1\">Question 1</a> (<code>"))
  }

  @Test func countsAQuestionThatStandsBeforeEverySection() {
    let contents = Contents(of: [
      .group(.question, [.heading(level: 2, content: ["Question 1"])]),
      .heading(level: 2, content: ["The data"]),
      .group(.question, [.heading(level: 3, content: ["Question 2"])]),
    ])
    #expect(contents.questions.map(\.anchor) == ["at-question-1", "at-question-2"])
    #expect(contents.sections.map(\.place.title) == ["Question 1", "The data"])
    var record = Replay.record(document: [.question(QuestionBlock(id: "q", points: 1, content: []))]
    )
    record.departures = []
    record.student = StudentRecord(name: "Ada", id: nil)
    #expect(
      Page(record).html.contains("<a href=\"#at-question-1\">Question 1</a> (<code>q</code>)"))
  }

  @Test func leavesContentsOutOfMarkdown() {
    #expect(!MarkdownWriter.write(ReportBuilder.build(Replay.record())).contains("Contents"))
  }
}

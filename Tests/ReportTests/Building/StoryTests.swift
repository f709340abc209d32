import Records
import Report
import Testing

@testable import Report

struct StoryTests {
  private let page = Page(Replay.record())

  private func position(_ text: String, in page: Page? = nil) throws -> Int {
    let html = (page ?? self.page).html
    let range = try #require(html.range(of: text), "\(text) is not in the page")
    return html.utf8.distance(from: html.startIndex, to: range.lowerBound)
  }

  @Test func tellsTheLessonInItsOrder() throws {
    let places = try [
      "<h1>", "✓ Complete", "Not as in the notebook", "all-MiniLM-L6-v2 stands in",
      "A language model", "id=\"at-step-load-data\">Step <code>load-data</code>",
      "Backbone and head</h2>",
      "id=\"at-step-train-head\">Step <code>train-head</code>", "Epoch [1/10], Loss: 0.011\n",
      "id=\"at-question-1\"",
      "<summary>Hint</summary>", "Room for your answer", "After your answer",
      "id=\"at-question-2\"",
      "On reviews it has not seen</h2>", "Expectations</h2>", "Record of the run</h2>",
      "Maas et al.",
    ].map { try position($0) }
    #expect(places == places.sorted())
  }

  @Test func saysTheTitleOnce() {
    #expect(page.html.components(separatedBy: ">Transformers: backbone").count == 2)
  }

  @Test func ordersHeadingsWithoutGaps() {
    let levels = page.headingLevels
    #expect(levels.first == 1)
    #expect(levels.count { $0 == 1 } == 1)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
  }

  @Test func closesGapsBetweenALessonsHeadings() {
    let blocks = HeadingOrder.applied(to: [
      .heading(level: 1, content: []), .heading(level: 4, content: []),
      .group(.question, [.heading(level: 6, content: [])]), .heading(level: 2, content: []),
    ])
    #expect(
      blocks == [
        .heading(level: 2, content: []), .heading(level: 3, content: []),
        .group(.question, [.heading(level: 4, content: [])]), .heading(level: 2, content: []),
      ])
  }

  @Test func fillsInTheRunsValues() {
    #expect(page.html.contains("There are <span class=\"value\">25000</span> reviews"))
    #expect(page.html.contains("was <span class=\"value\">0.6927</span>, after"))
  }

  @Test(arguments: [
    ("{{nowhere.loss}}", "nowhere.loss: no such step"),
    ("{{load-data.loss}}", "load-data.loss: no such value"),
    ("{{load-data.splits}}", "load-data.splits: object, which cannot be written in this form"),
    ("{{not a path}}", "{{not a path}}: not a reference to a value"),
  ])
  func marksValuesThatTheRunDoesNotHave(reference: String, reason: String) {
    let record = Replay.record(document: [.prose([.paragraph([.text("x \(reference) y")])])])
    #expect(Page(record).html.contains("<strong class=\"missing\">⟨no value: \(reason)⟩</strong>"))
  }

  @Test func leavesCodeAlone() {
    let record = Replay.record(document: [
      .prose([.paragraph([.code("{{load-data.rows}}")])])
    ])
    #expect(Page(record).html.contains("<code>{{load-data.rows}}</code>"))
  }

  @Test func hidesAClaimBehindItsQuestionWhereverTheLessonHasIt() throws {
    let claim = "The loss is low from the first epoch."
    let shown = try #require(CarriedText.parts(of: page.html)).page
    #expect(shown.components(separatedBy: claim).count == 2)
    let question = try position("id=\"at-question-1\"")
    let fold = try position("After your answer")
    let next = try position("id=\"at-question-2\"")
    let place = try position(claim)
    #expect(question < fold && fold < place && place < next)
    #expect(page.html.contains("<details class=\"shut\"><summary>After your answer"))
  }

  /// What a step left would answer its question; what the cell prints stays in sight.
  @Test func putsAStepBehindItsQuestion() throws {
    var record = Replay.record()
    record.document = record.document.map { block in
      guard case .step(var step) = block, step.id == "train-head" else { return block }
      step.question = "low-loss"
      return .step(step)
    }
    let title = "After your answer to question 1: the directive, and what it left"
    let summary = "<details class=\"shut\"><summary>\(title)</summary>"
    let page = Page(record)
    let parts = page.html.components(separatedBy: summary)
    #expect(parts.count == 2)
    let printed = try #require(record.step("train-head")?.printed.first)
    #expect(parts[0].hasSuffix("</pre>") && parts[0].contains(printed))
    #expect(parts[1].hasPrefix("<div><details class=\"shut\"><summary>The directive"))
    // What went wrong is told at once.
    let place = try #require(record.steps.firstIndex { $0.id == "train-head" })
    record.steps[place].status = .failed
    #expect(!Page(record).html.contains(title))
    // A step may stand behind a question alone that there is.
    record.steps[place].status = .complete
    record.document.removeAll { if case .question = $0 { true } else { false } }
    #expect(!Page(record).html.contains("the directive, and what it left"))
  }

  @Test func showsAClaimWithoutAQuestionInItsPlaceWithItsEvidence() throws {
    let place = try position("The word printed is what the model said.")
    #expect(try position("<section class=\"claim\">") < place)
    #expect(try place < position("= predict-great.dataset_label"))
    #expect(page.text.contains(": ✗ it does not hold."))
  }

  @Test func saysWhenAClaimIsNotAsTheLessonExpects() {
    var record = Replay.record()
    record.claims[1].expectedToHold = true
    record.claims[1].verdict = .fail
    let text = Page(record).text
    #expect(text.contains("Not as the lesson expects"))
    #expect(text.contains("2 claims of the notebook judged, 1 of them behind the questions; 1 not"))
  }

  @Test func judgesNothingWhereTheRunDidNot() {
    var record = Replay.record()
    record.claims = []
    #expect(Page(record).text.contains(": nothing, for it was not judged."))
  }

  @Test func leavesRoomToWriteUntilThereIsAnAnswer() {
    let rooms = { (page: Page) in page.html.components(separatedBy: "class=\"room\"").count - 1 }
    #expect(rooms(page) == 2)
    #expect(rooms(Page(Replay.record(), answers: ["low-loss": "ln 2"])) == 1)
    #expect(rooms(Page(Replay.record(), answers: ["low-loss": " \n\t\n"])) == 2)
  }

  @Test func keepsAnAnswerLineByLine() {
    let page = Page(Replay.record(), answers: ["low-loss": "\r\none\r\n\r\n  two <3\n"])
    #expect(
      page.html.contains(
        "<div class=\"verbatim\" dir=\"auto\">one\n\n  two &lt;3</div>"))
  }

  @Test func showsAnswersToNoQuestion() {
    let page = Page(Replay.record(), answers: ["low-los": "ln 2"])
    #expect(page.text.contains("Answers to no question of this lesson"))
    #expect(page.html.contains(">ln 2</div>"))
  }

  @Test func namesTheStudent() {
    var record = Replay.record()
    record.student = StudentRecord(name: "Nadia Example", id: "u12")
    #expect(Page(record).html.contains("<bdi>Nadia Example (u12)</bdi>"))
    #expect(!page.text.contains("Handed in by"))
  }

  @Test func putsChangedParametersAndAddedStepsAmongTheDepartures() throws {
    let departures = page.html.firstMatch(of: /<section class="departures">[\s\S]*?<\/section>/)
    let text = try #require(departures.map { String($0.output) })
    #expect(text.contains("<code>held_out_rows</code>"))
    #expect(text.contains("Added step: <code>held-out</code>"))
  }

  @Test func namesNoNotebookWhereTheLessonHasNone() throws {
    var record = Replay.record()
    record.lesson.notebook = [:]
    record.departures = []
    let own = Page(record)
    let departures = own.html.firstMatch(of: /<section class="departures">[\s\S]*?<\/section>/)
    let text = try #require(departures.map { String($0.output) })
    #expect(
      text.contains("Not as in the lesson") && text.contains("<code>held_out_rows</code>"))
    #expect(!text.contains("Added step"))
    #expect(
      !own.text.contains("not in the notebook") && !own.text.contains("claims of the notebook"))
    #expect(own.text.contains("After your answer: what the lesson says"))
    record.changedParameters = []
    #expect(!Page(record).html.contains("<section class=\"departures\">"))
  }

  /// As the line under the title does, and as `lesson check`.
  @Test func countsTheExpectationsThatWereJudged() {
    #expect(page.text.contains("All 3 expectations met."))
    #expect(page.text.contains("3 expectations: 3 met. 1 more is not applicable to this run."))
    var record = Replay.record()
    record.expectations[0].check.verdict = .fail
    record.expectations[1].check.verdict = .notApplicable
    let text = Page(record).text
    #expect(text.contains("1 of 2 expectations not met"))
    #expect(
      text.contains("2 expectations: 1 met, 1 not met. 2 more are not applicable to this run."))
    for index in record.expectations.indices {
      record.expectations[index].check.verdict = .notApplicable
    }
    #expect(Page(record).text.contains("4 expectations, not applicable to this run."))
  }
}

import Records
import Report
import Testing

@testable import Report

struct StatusLineTests {
  private static func stopped(_ status: RunStatus) -> RunRecord {
    var steps = ReplaySteps.all
    steps[3].status = status
    steps[3].results = [:]
    steps[3].error = status == .failed ? "the loss is not a number" : nil
    for index in 4..<steps.count { steps[index].status = .pending }
    return Replay.record(steps: steps, status: status)
  }

  @Test func saysInOneLineThatARunIsComplete() {
    let document = ReportBuilder.build(Replay.record())
    #expect(document.status.kind == .complete)
    #expect(
      PlainText.of(document.status.detail)
        == "7 steps computed in 7 min 03 s, seed 42. All 3 expectations met.")
    let page = Page(Replay.record())
    #expect(page.html.contains("<title>Lesson 9_1: Transformers"))
    #expect(!page.html.contains("class=\"banner\""))
  }

  @Test(arguments: [
    (RunStatus.failed, "FAILED RUN – "), (.interrupted, "INTERRUPTED RUN – "),
    (.running, "UNFINISHED RUN – "),
  ])
  func putsAnUnfinishedRunIntoTitleAndBanner(status: RunStatus, warning: String) {
    let record = Self.stopped(status)
    let page = Page(record)
    #expect(page.html.contains("<title>\(warning)"))
    #expect(page.html.contains("<h1>\(warning)"))
    #expect(page.html.contains("<aside class=\"banner\" role=\"alert\">"))
    #expect(page.text.contains("3 of 7 steps completed"))
    #expect(!page.text.contains("✓ Complete"))
    let markdown = MarkdownWriter.write(ReportBuilder.build(record))
    #expect(markdown.hasPrefix("# \(warning)Lesson"))
    #expect(markdown.contains("> [!CAUTION]"))
  }

  @Test func doesNotPassAPartOffAsTheWhole() {
    var steps = ReplaySteps.all
    for index in 4..<steps.count { (steps[index].status, steps[index].results) = (.skipped, [:]) }
    let page = Page(Replay.record(steps: steps))
    #expect(page.html.contains("<title>PART OF THE LESSON – "))
    #expect(
      page.text.contains("This run was to be of 4 of 7 steps, and skipped the others. 4 steps"))
    #expect(!page.text.contains("✓ Complete"))
  }

  @Test func namesTheStepThatFailedAndWhy() {
    let page = Page(Self.stopped(.failed))
    #expect(page.text.contains("This run failed at step train-head: the loss is not a number."))
    #expect(page.text.contains("This step failed"))
    #expect(page.text.components(separatedBy: "This step did not run").count == 4)
  }

  @Test func doesNotBelieveACompleteRecordWithAStepThatIsNot() {
    var record = Replay.record()
    record.steps[2].status = .failed
    #expect(ReportBuilder.build(record).status.kind == .inconsistent)
    #expect(Page(record).html.contains("<title>INCONSISTENT RECORD – "))
  }

  @Test func doesNotBelieveResultsThatSomebodyEdited() {
    var record = Replay.record()
    record.steps[6].results["held_out"] = ["rows": 250, "accuracy": 0.98]
    let status = ReportBuilder.build(record).status
    #expect(status.kind == .inconsistent)
    #expect(PlainText.of(status.detail).contains("do not have the digest"))
  }

  @Test func countsExpectationsThatAreNotMet() {
    var record = Replay.record()
    record.expectations[0].check.verdict = .fail
    record.expectations[1].check.verdict = .error
    let status = ReportBuilder.build(record).status
    #expect(
      PlainText.of(status.detail).hasSuffix("1 of 3 expectations not met, 1 could not be judged."))
  }
}

import Records
import Testing

@testable import LivePage

@Suite struct LiveSectionsTests {
  private func run(_ record: RunRecord = TinyRun.record(), batches: Int = 3) -> LiveRun {
    let run = LiveRun(lesson: "tiny", title: "A title")
    run.take(.stepStarted(id: "train", index: 2, count: 3))
    run.take(.record(record))
    for batch in 0..<batches {
      run.take(
        .batch(
          step: "train",
          Batches.outcome(
            epoch: batch / 2, batch: batch % 2, of: 2, epochs: 2, loss: 0.5, reviews: 16)))
    }
    return run
  }

  private func sections(_ run: LiveRun) -> LiveSections { LiveSections(state: run.current) }

  @Test func neverReadsLikeAFinishedReport() {
    let fresh = LiveRun(lesson: "tiny", title: "A title")
    #expect(sections(fresh).title == "Starting – Lesson tiny")
    #expect(sections(run()).title == "Running 2/3 – Lesson tiny")
    // The last record goes out before the report is written: that is not yet the end.
    let whole = run(TinyRun.record(.complete))
    #expect(sections(whole).title == "Running 2/3 – Lesson tiny")
    #expect(!LiveMessage.text(whole.current).contains("\"report\""))
    whole.end(.message("the disk is full"))
    whole.end(.report("report.html"))
    #expect(sections(whole).title == "Ended – Lesson tiny")
    #expect(LiveMessage.text(whole.current).contains("The run ended: the disk is full"))
    #expect(!LiveMessage.text(whole.current).contains("\"report\""))
  }

  @Test func drawsTheLossesOfTheTrainingInHand() {
    let chart = sections(run()).sections["chart"] ?? ""
    #expect(chart.contains("<svg"))
    #expect(chart.contains("3 batch losses"))
    #expect(sections(run(batches: 0)).sections["chart"]?.isEmpty == true)
  }

  @Test func keepsTheChartOfACompletedTraining() {
    var record = TinyRun.record()
    record.steps[1].status = .complete
    record.steps[1].results = [
      "losses": [0.75, 0.5], "batches": 2, "epochs": 1, "mean_loss": [0.625], "tokens": 99,
    ]
    let chart = sections(run(record, batches: 0)).sections["chart"] ?? ""
    #expect(chart.contains("2 batch losses"))
    #expect(!chart.contains("99"))
  }

  @Test func saysWhatWasPredictedSoFar() {
    let predictions = sections(run()).sections["predictions"] ?? ""
    #expect(predictions.contains("positive"))
    #expect(predictions.contains("25.0 % / 75.0 %"))
    #expect(predictions.contains("&lt;b&gt;great&lt;/b&gt;"))
  }

  @Test func saysHowEachStepStands() {
    let steps = sections(run()).sections["steps"] ?? ""
    #expect(steps.contains("✓ done"))
    #expect(steps.contains("1.3 s"))
    #expect(steps.contains("▶ running"))
    #expect(steps.contains("to come"))
  }

  @Test func addsAPrintedLineAtOnce() {
    let run = run()
    run.take(.printed(step: "train", line: "Epoch <1>"))
    #expect(sections(run).sections["printed"]?.contains("Epoch &lt;1&gt;") == true)
  }

  @Test func saysWhatIsFetched() {
    let run = LiveRun(lesson: "tiny", title: "A title")
    run.take(.asset(.fetching(name: "reviews", bytes: 25, total: 100)))
    #expect(sections(run).fraction == 0.25)
    #expect(sections(run).sections["step"] == "fetching reviews (100 bytes)")
    #expect(sections(run).sections["pace"] == "25 %")
    run.take(.asset(.ready(name: "reviews")))
    #expect(sections(run).sections["step"] == "Getting ready")
  }

  @Test func tellsThePageOfEverythingInOneLineThatCannotAct() {
    let title = "</script>\n\u{202E}<img src=x onerror=alert(1)>"
    let run = LiveRun(lesson: "tiny", title: title)
    run.take(.stepStarted(id: "<b>", index: 1, count: 1))
    let message = LiveMessage.text(run.current)
    #expect(!message.contains("\n"))
    #expect(message.contains("[U+202E]"))
    #expect(message.contains("&lt;b&gt;"))
    // The title is only ever set as text.
    #expect(LiveShell.page.contains("at(\"title\").textContent = run.name"))
    #expect(!message.contains("\"step\":\"<b>"))
  }
}

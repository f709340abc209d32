import Records
import Testing

@Suite struct ProgressJSONTests {
  @Test func saysHowFarARunIsAnObjectALine() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("run", "tiny", "--progress", "json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let events = try outcome.errors.split(separator: "\n").map {
      try JSONReader.value(of: String($0))
    }
    #expect(
      events.first
        == ["event": "step", "step": "build-head", "index": 1, "count": 1])
    #expect(events.last?["event"] == "step_ended")
    #expect(events.last?["status"] == "complete")
    #expect(outcome.output.contains("\nReport, to open in a browser: "))
    #expect(outcome.output.contains("reports/tiny/report.html\n"))
  }

  @Test func saysWhatIsWrongInWords() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("run", "nothing", "--progress", "json")
    #expect(outcome.status == 64)
    #expect(outcome.errors.hasPrefix("lesson: there is no lesson nothing."))
  }

  @Test func saysNothingWhereItIsToBeQuiet() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("run", "tiny", "--progress", "json", "--quiet")
    #expect(outcome.errors.isEmpty)
  }
}

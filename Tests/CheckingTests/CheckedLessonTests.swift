import Lessons
import Records
import Testing

@testable import Checking
@testable import HandIn

@Suite struct CheckedLessonTests {
  @Test func passesWhereAllIsAsTheLessonSays() {
    #expect(Samples.checked().passes)
    #expect(!Samples.checked(Samples.record(verdict: .fail)).passes)
    #expect(!Samples.checked(Samples.record(verdict: .error)).passes)
    #expect(!Samples.checked(nil).passes)
  }

  @Test func failsWhereNothingRanAndWhereNothingWasExpected() {
    var empty = Samples.record()
    (empty.expectations, empty.claims) = ([], [])
    let unexpected = Samples.checked(empty)
    #expect(!unexpected.passes)
    #expect(
      unexpected.cases.first { $0.name == "something was judged" }?.findings.first?.message
        == "nothing was expected of this run")
    empty.steps = []
    #expect(
      Samples.checked(empty).judgement?.text(file: "a.md").hasPrefix("a.md: nothing ran") == true)
  }

  /// In a hand-out the run says of each claim whether it holds, and the lesson does not.
  @Test func countsClaimsThatAHandOutDoesNotTell() {
    var record = Samples.record()
    for place in record.claims.indices {
      (record.claims[place].expectedToHold, record.claims[place].verdict) = (nil, .notApplicable)
    }
    record.claims[1].holds = false
    #expect(Samples.checked(record).passes)
    let text = Samples.checked(record).judgement?.text(file: "a.md") ?? ""
    #expect(
      text.contains("claims: 2 judged, the lesson does not tell which hold"), "\(text)")
    record.expectations = []
    #expect(Samples.checked(record).passes)
    record.claims[0].holds = nil
    record.claims[1].holds = nil
    #expect(!Samples.checked(record).passes)
  }

  @Test func failsWhereTheMarkingIsWrong() {
    var checked = Samples.checked()
    checked.hasAnswers = true
    #expect(checked.passes && checked.cases.last?.outcome == .passed)
    checked.scoring = [ScoringProblem(file: nil, line: nil, question: "why", message: "x")]
    #expect(!checked.passes && checked.cases.last?.outcome == .failed)
  }

  @Test func namesTheTroubleThatIsNoStepsFault() {
    var checked = Samples.checked(nil)
    checked.trouble = "no disk"
    let cases = checked.cases
    #expect(cases[0].outcome == .error && cases[0].findings.map(\.message) == ["no disk"])
    #expect(cases[1].outcome == .skipped("the lesson did not run"))
  }

  @Test func comparesTwoReplaysBitByBit() {
    let one = Samples.record()
    #expect(Determinism(one, one).difference == nil)
    #expect(
      Determinism(one, one).text
        == "the same bits with 2 threads on avx2 kernels and with 2 threads on avx2 kernels")
    var other = Samples.record(loss: 0.25)
    other.environment.threads = 1
    let found = Determinism(one, other)
    #expect(found.difference?.step == "build")
    #expect(
      found.text
        == "other bits with 2 threads on avx2 kernels and with 1 thread on avx2 kernels: step build, "
        + "build.loss: the first replay "
        + "says 0.2, the second 0.25")
  }

  @Test func tellsMinusZeroFromZero() {
    let found = Determinism(Samples.record(loss: 0), Samples.record(loss: -0.0))
    #expect(found.difference?.message == "step build: equal numbers, but not the same bits")
  }

  @Test func failsWhereTwoReplaysDiffer() {
    var checked = Samples.checked()
    checked.determinism = Determinism(Samples.record(), Samples.record(loss: 0.25))
    #expect(!checked.passes)
    #expect(checked.cases.last?.line == 7)
    #expect(JUnitWriter.text([checked]).contains("step build, build.loss"))
  }

  @Test(arguments: Samples.hostile)
  func keepsAFailureOnOneLineOfTheTerminal(text: String) {
    let checked = Samples.checked(Samples.record(verdict: .fail, text: text))
    let lines = checked.judgement?.text(file: "a.md").split { $0.isNewline } ?? []
    #expect(lines.count == 3)
    for line in lines {
      #expect(line.hasPrefix("a.md:") || line.hasPrefix("small: "), "\(line)")
      #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
    }
  }
}

import Records
import Report
import Testing

@testable import Comparison

@Suite struct RecordComparisonTests {
  private func compare(_ a: RunRecord, _ b: RunRecord) -> RecordComparison {
    RecordComparison(.init(name: "one", record: a), .init(name: "two", record: b))
  }

  private func lines(_ a: RunRecord, _ b: RunRecord) -> String {
    ComparisonText.lines(compare(a, b)).joined(separator: "\n")
  }

  @Test func saysThatTwoRunsAreTheSameBits() {
    let comparison = compare(TwoRuns.record(), TwoRuns.record())
    #expect(comparison.agreement == .identical)
    #expect(comparison.summary == "bit-identical: 2 steps")
    #expect(comparison.verdicts.isEmpty)
    #expect(lines(TwoRuns.record(), TwoRuns.record()).contains("Inputs: all the same"))
  }

  @Test func saysThatTwoRunsAreEqualToRounding() {
    let other = TwoRuns.record(
      losses: [0.7, 0.6, 0.5000001], digest: "bb", first: [0.25, 0.5000001])
    let comparison = compare(TwoRuns.record(), other)
    #expect(comparison.summary == "equal to rounding (max 1e-07): 2 steps")
  }

  @Test func namesWhatDiffersInputsFirst() {
    let other = TwoRuns.record(losses: [0.7, 0.8, 0.5], label: "negative", seed: 8)
    let text = lines(TwoRuns.record(), other)
    #expect(text.contains("Inputs that differ\n  seed: 7 | 8\nThe same: lesson,"), "\(text)")
    #expect(
      text.contains("    losses: 1 of 3 differ, first [1]: 0.6 | 0.8, largest difference 0.2"))
    #expect(text.contains("  ask: “A film.”: positive (0.5200) | negative (0.5200)"))
    #expect(text.contains("  train: 2.0 s | 2.0 s"))
    #expect(text.hasSuffix("different: 2 of 2 steps, first train.losses"), "\(text)")
  }

  @Test func writesNoTableWithoutRows() {
    func tables(_ a: RunRecord, _ b: RunRecord) -> String {
      HTMLWriter.write(ComparisonPage.document(compare(a, b)))
    }
    var other = TwoRuns.record()
    other.claims = []
    let oneSided = tables(TwoRuns.record(), other)
    #expect(oneSided.contains("Judged in one of the runs alone: 1."))
    #expect(!oneSided.contains("Those that come out differently"))
    let different = tables(TwoRuns.record(), TwoRuns.record(claim: .fail))
    #expect(different.contains("Those that come out differently"))
    #expect(!different.contains("Judged in one of the runs alone"))
    var empty = TwoRuns.record()
    (empty.steps, empty.claims) = ([], [])
    for page in [oneSided, different, tables(empty, empty)] {
      #expect(!page.contains(/<tbody>\s*<\/tbody>/))
    }
    #expect(!tables(empty, empty).contains("What came of it"))
  }

  /// What a hand-out does not tell is compared by what the runs show.
  @Test func comparesClaimsThatAreNotTold() {
    func untold(_ holds: Bool?, question: String? = nil) -> RunRecord {
      var record = TwoRuns.record()
      record.claims[0].expectedToHold = nil
      record.claims[0].holds = holds
      record.claims[0].verdict = .notApplicable
      record.claims[0].question = question
      return record
    }
    #expect(VerdictComparison.of(untold(true), untold(true)) == [])
    #expect(VerdictComparison.of(TwoRuns.record(), untold(true)) == [])
    let found = VerdictComparison.of(untold(true), untold(false))
    #expect(found.map(\.text) == ["holds | does not hold"] && found.allSatisfy { !$0.isOneSided })
    let oneSided = VerdictComparison.of(untold(true), untold(nil))
    #expect(oneSided.map(\.text) == ["holds | not there"] && oneSided.allSatisfy(\.isOneSided))
    #expect(
      VerdictComparison.of(untold(true, question: "q"), untold(false)).map(\.text) == [
        "comes out differently"
      ])
  }

  @Test func doesNotTellAVerdictThatAnswersAQuestion() {
    let comparison = compare(TwoRuns.record(), TwoRuns.record(claim: .fail))
    #expect(comparison.agreement == .identical)
    #expect(comparison.verdicts.map(\.name) == ["claim low"])
    #expect(comparison.verdicts[0].text == "comes out differently")
    let json = ComparisonJSON.value(comparison)
    #expect(json["verdicts"] == [["name": "claim low", "a": .null, "b": .null]])
  }

  @Test func namesStepsThatOneRunHasAlone() {
    var other = TwoRuns.record(lesson: "other")
    other.steps[1].id = "ask-again"
    let text = lines(TwoRuns.record(), other)
    #expect(text.contains("  ask: only in A\n  ask-again: only in B"), "\(text)")
    #expect(text.contains("  lesson: small | other"))
  }

  @Test func findsNoAgreementWhereNothingWasCompleted() {
    let failed = TwoRuns.record(status: .failed)
    let comparison = compare(failed, failed)
    #expect(comparison.agreement == .different)
    #expect(comparison.summary == "different: no step was completed by both runs")
    #expect(compare(TwoRuns.record(), failed).steps[0].text == "complete | failed")
  }

  @Test func writesJSONWithEveryDifference() {
    let other = TwoRuns.record(losses: [0.7, 0.8, 0.5])
    let json = ComparisonJSON.value(compare(TwoRuns.record(), other))
    #expect(json["agreement"] == "different")
    let differences = json["steps"]?.array?.first?["differences"]?.array ?? []
    #expect(differences.map { $0["path"] } == ["losses", "mean_loss"])
    #expect(differences.first?["first"] == "[1]")
    #expect(differences.first?["differing"] == 1)
  }

  @Test func keepsWhatRecordsSayInert() {
    let attack = "<script>x</script>\u{1B}[31m\n::error::y\u{202E}"
    var other = TwoRuns.record(label: attack, lesson: attack)
    other.steps[0].id = attack
    other.parameters[attack] = .string(attack)
    other.student = StudentRecord(name: attack)
    let text = lines(TwoRuns.record(), other)
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}") && !text.contains("\n::"))
    let page = HTMLWriter.write(ComparisonPage.document(compare(TwoRuns.record(), other)))
    #expect(!page.contains("<script") && !page.contains("\u{1B}") && !page.contains("\u{202E}"))
    #expect(page.contains("&lt;script&gt;"))
  }

  @Test func drawsTheLossesOfBothRuns() {
    let other = TwoRuns.record(losses: [0.7, 0.8, 0.5])
    let page = HTMLWriter.write(ComparisonPage.document(compare(TwoRuns.record(), other)))
    #expect(page.contains("train: mean loss of each epoch. A goes from 0.7 to 0.5, B from 0.7"))
    #expect(page.contains("The largest difference is 0.2."))
    #expect(page.contains("<svg"))
    let same = HTMLWriter.write(ComparisonPage.document(compare(other, other)))
    #expect(!same.contains("<svg"))
  }
}

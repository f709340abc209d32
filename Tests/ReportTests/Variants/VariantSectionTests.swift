import Records
import Testing

@testable import Report

/// A variant beside the lesson itself, in its own report and in the lesson's.
@Suite struct VariantSectionTests {
  /// A run of two steps, of which one trains.
  static func run(
    variant: String? = nil, own: OwnVariant? = nil, rate: String = "0.1",
    losses: [JSONValue] = [0.7, 0.6], asks: String? = nil
  ) -> RunRecord {
    let steps = [
      StepRecord(id: "data", cell: nil, status: .complete, seed: 1, results: ["rows": 8]),
      StepRecord(
        id: "learn", cell: nil, status: .complete, seconds: 2, seed: 1,
        results: [
          "mean_loss": .array(losses), "epochs": 2,
          "held_out": ["accuracy": losses == [0.7, 0.6] ? 0.5 : 0.75],
        ]),
    ]
    let document: [DocumentBlock] = [
      .step(
        StepBlock(id: "data", cell: nil, source: "- dataset: a\n", line: 3, code: "a = load()")),
      .step(
        StepBlock(
          id: "learn", cell: nil, source: "- train: b\n  lr: \(rate)\n", line: 6,
          code: "train(b, lr=\(rate))")),
      .question(QuestionBlock(id: "guess", points: 1, variant: asks, content: [])),
    ]
    var record = RunRecord(
      status: .complete, lesson: LessonIdentity(id: "l", title: "L", notebook: [:]),
      lessonSHA256: "", document: document, parameters: [:], changedParameters: [], profile: nil,
      variant: variant, own: own, seed: 1, departures: [], assets: [],
      engine: EngineRecord(version: "1", products: "exact", kernels: "avx2"),
      environment: EnvironmentRecord(processor: "p", cores: 1, threads: 1, system: "s"),
      steps: steps, startedAt: "2026-11-29T00:00:00Z", seconds: 2)
    record.resultsSHA256 = (try? RunRecord.resultsDigest(of: steps)) ?? ""
    return record
  }

  /// The variant `fast` with the lesson's own run beside it.
  static func fast(asks: String? = nil) -> RunRecord {
    var record = run(variant: "fast", rate: "0.5", losses: [0.7, 0.4], asks: asks)
    record.beside = [BesideRun(run(asks: asks))]
    return record
  }

  private func markdown(_ record: RunRecord, answers: [String: String] = [:]) -> String {
    MarkdownWriter.write(ReportBuilder.build(record, answers: answers))
  }

  @Test func showsWhatWasChangedAndWhatCameOfIt() {
    let page = markdown(Self.fast())
    for piece in [
      "## Variant `fast`, beside the lesson itself", "-  lr: 0.1\n+  lr: 0.5",
      "-train(b, lr=0.1)\n+train(b, lr=0.5)", "| 2 | 0.6 | 0.4 |",
      "| `learn.held_out.accuracy` | 0.5 | 0.75 |",
      "Other results than in the lesson itself: `learn`. The same, to the last bit: `data`.",
      "Chart: Mean loss of each epoch.",
    ] {
      #expect(page.contains(piece), "\(piece) in \(page)")
    }
    // A step that is the same is not among the changes.
    #expect(!page.contains("a = load()\n+"))
  }

  /// Whoever is to foretell the outcome reads it behind the question alone.
  @Test func waitsBehindTheQuestionThatAsksForIt() throws {
    let page = markdown(Self.fast(asks: "fast"))
    let top = try #require(page.firstRange(of: "Question 1"))
    #expect(page[..<top.lowerBound].contains("-  lr: 0.1\n+  lr: 0.5"))
    #expect(!page[..<top.lowerBound].contains("0.75"))
    #expect(page[top.upperBound...].contains("After your answer: what came of the variant"))
    #expect(page[top.upperBound...].contains("| 2 | 0.6 | 0.4 |"))
  }

  @Test func showsAVariantInTheLessonsOwnReport() throws {
    var record = Self.run(asks: "fast")
    #expect(markdown(record).contains("`lesson run l --variant fast`"))
    // Only where the run has another seed than the lesson is it said.
    record.lesson.seed = 1
    #expect(markdown(record).contains("`lesson run l --variant fast`"))
    record.lesson.seed = 42
    #expect(markdown(record).contains("`lesson run l --variant fast --seed 1`"))
    #expect(!markdown(record).contains("After your answer"))
    record.beside = [BesideRun(Self.fast())]
    let page = markdown(record)
    #expect(page.contains("After your answer: what came of the variant"))
    #expect(page.contains("| 2 | 0.6 | 0.4 |"))
  }

  @Test func showsAStudentsOwnBelowItsQuestion() {
    var record = Self.run()
    let own = OwnVariant(
      question: "guess", steps: [.init(id: "learn", seed: nil, source: "- train: b\n  lr: 0.5\n")])
    var mine = Self.run(variant: "mine", own: own, rate: "0.5", losses: [0.7, 0.4])
    record.beside = [BesideRun(mine)]
    #expect(markdown(record).contains("Your variant: what was changed, and what came of it"))
    let handedIn = markdown(record, answers: ["guess": "mine"])
    #expect(handedIn.contains("The student’s variant: what was changed"))
    mine.beside = [BesideRun(Self.run())]
    #expect(markdown(mine).contains("as the student has it"))
  }

  @Test func saysWhatToRunWhereThereIsNothingToCompareWith() {
    let page = markdown(Self.run(variant: "fast"))
    #expect(page.contains("`lesson run l --variant fast` runs both."))
  }

  @Test func foldsWhatEachStepDoesInPyTorch() {
    let page = markdown(Self.run())
    #expect(page.contains("<summary>In PyTorch</summary>\n\n```python\ntrain(b, lr=0.1)\n```"))
    // Records of earlier versions have none.
    var record = Self.run()
    record.document = record.document.map { block in
      guard case .step(var step) = block else { return block }
      step.code = nil
      return .step(step)
    }
    #expect(!markdown(record).contains("In PyTorch"))
  }

  @Test func readsARecordThatKnowsNothingOfIt() throws {
    let value = try CanonicalJSON.value(Self.run())
    #expect(value["beside"] == nil && value["own"] == nil && value["variant"] == nil)
  }

  /// A record that somebody has made up takes no long time.
  @Test func isBounded() {
    let long = String(repeating: "- a: b\n", count: 50_000)
    var record = Self.fast()
    record.document = [.step(StepBlock(id: "learn", cell: nil, source: long, line: 1, code: long))]
    var plain = record
    plain.variant = nil
    plain.document = [
      .step(StepBlock(id: "learn", cell: nil, source: long + "x", line: 1, code: long + "y"))
    ]
    record.beside = [BesideRun(plain)]
    #expect(markdown(record).contains("(more than 1000 lines: not compared)"))
  }
}

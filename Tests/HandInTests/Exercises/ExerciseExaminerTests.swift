import Lessons
import Records
import Testing

@testable import HandIn

/// What a record is said to be, held against replays that a test makes up.
@Suite struct ExerciseExaminerTests {
  /// A lesson of a step with four losses, and what it comes to.
  private struct Replays: ExerciseReplays {
    var plan: LessonPlan
    var right: StepResults
    var noise: StepResults { right }
    var variants: [MistakeVariant]
    var wrong: [String: [Double]]

    init() throws {
      let text = """
        ---
        id: small
        title: "Small"
        seed: 42
        parameters: {data: flowers}
        ---

        <!-- exercise train points=4 record=losses -->
        Train.
        <!-- end -->

        """
      plan = try ExercisePlan.plan(text)
      right = Self.results([0.9, 0.8, 0.7, 0.6])
      variants = MistakeCatalogue(plan, steps: ["train"]).variants
      wrong = [
        "never-stepped": [0.9, 0.9, 0.9, 0.9], "never-zeroed": [0.9, 0.8, 0.5, 0.1],
        "trained-in-eval": [0.9, 0.8, 0.7, 0.6],
      ]
    }

    static func results(_ losses: [Double]) -> StepResults {
      ["train": ["losses": .array(losses.map(JSONValue.number))]]
    }

    func results(of variant: MistakeVariant) -> StepResults? {
      if variant.replay.hasPrefix("neverSteps") { return wrong["never-stepped"].map(Self.results) }
      return wrong[variant.mistake.id].map(Self.results)
    }

    func noise(of variant: MistakeVariant) -> StepResults? { results(of: variant) }
  }

  private func diagnosis(_ losses: [Double?]?) throws -> ExerciseDiagnosis {
    var record = ExerciseRecord(lesson: "small")
    var step = ExerciseRecord.Step()
    step.losses = losses
    record.steps = ["train": step]
    return ExerciseExaminer(try Replays(), record).diagnosis()
  }

  private func ids(_ diagnosis: ExerciseDiagnosis) -> [String] {
    guard case .mistakes(let mistakes)? = diagnosis.exercises[0].items[0].cause else { return [] }
    return mistakes.map(\.id)
  }

  @Test func findsARightRecordRight() throws {
    let found = try diagnosis([0.9, 0.8, 0.7, 0.6])
    #expect(found.agrees && found.exercises[0].points == 4)
    #expect(found.tried == 0)
  }

  @Test func namesTheMistakeWhoseNumbersTheyAre() throws {
    let found = try diagnosis([0.9, 0.8, 0.5, 0.1])
    #expect(ids(found) == ["never-zeroed"])
    // The first loss is right.
    #expect(found.exercises[0].points == 2)
  }

  @Test func namesMistakesOfEqualNumbersTogether() throws {
    let found = try diagnosis([0.9, 0.9, 0.9, 0.9])
    #expect(
      ids(found) == [
        "never-stepped", "step-before-backward", "zeroed-before-step", "other-models-optimizer",
      ])
  }

  @Test func namesNothingWhereNoMistakeHasAllNumbers() throws {
    let found = try diagnosis([0.9, 0.8, 0.5, 0.2])
    #expect(found.exercises[0].items[0].cause == .unknown)
    #expect(found.tried > 10 && found.ruledOut.contains(.gradients))
    #expect(!found.agrees)
  }

  @Test func givesNothingForWhatWasNotRecorded() throws {
    let found = try diagnosis(nil)
    #expect(found.exercises[0].items[0].outcome == .missing)
    #expect(found.exercises[0].points == 0 && !found.agrees)
  }

  @Test func tellsAsMuchAsItIsToTell() throws {
    let found = try diagnosis([0.9, 0.8, 0.5, 0.1])
    let hint = DiagnosisText.lines(found, tell: .hint).joined(separator: "\n")
    #expect(hint.contains("hint: Look at what the loop does with gradients"))
    #expect(!hint.contains("0.5") && !hint.contains("never set back"))
    let place = DiagnosisText.lines(found, tell: .place).joined(separator: "\n")
    #expect(place.contains("batch 3, losses[2]: 0.7 in the lesson, 0.5 in the record"))
    #expect(!place.contains("never set back"))
    let all = DiagnosisText.lines(found, tell: .mistake).joined(separator: "\n")
    #expect(all.contains("mistake: The gradients are never set back to zero"))
    #expect(all.contains("mend it: optimizer.zero_grad()"))
    #expect(all.contains("points: 2 of 4"))
  }

  @Test func notesWhatNobodyHasMeasured() throws {
    var record = ExerciseRecord(lesson: "small")
    var step = ExerciseRecord.Step()
    step.losses = [0.9, 0.80005, 0.7, 0.6]
    (step.devices, step.precisions) = (["cuda"], ["float64"])
    record.steps = ["train": step, "strange": ExerciseRecord.Step()]
    let found = ExerciseExaminer(try Replays(), record).diagnosis()
    #expect(found.agrees)
    #expect(found.notes.count == 3)
    #expect(found.notes[0].contains("double precision"))
    #expect(found.notes[1].contains("cuda"))
    #expect(found.notes[2].contains("strange"))
  }
}

/// A plan of a lesson that is never run.
enum ExercisePlan {
  static func plan(_ head: String) throws -> LessonPlan {
    let text =
      head + """
        ```step data
        - dataset: $data
          target: y
        - loader: dataset
          batch_size: 8
          shuffle: true
        ```

        ```step train
        - model: [{out: {linear: [3, 1]}}]
        - optimizer: SGD
          parameters: model
        - train: model
          loader: loader
          optimizer: optimizer
          loss: mse
          epochs: 2
        ```
        """
    let folder = try Folder()
    try folder.write("small.md", text)
    try folder.write("flowers.csv", "a,b,c,y\n" + (0..<20).map { "\($0),1.5,2.5,0.5\n" }.joined())
    let loader = LessonLoader(folder: folder.url)
    let loaded = try loader.load(folder.url.appendingPathComponent("small.md"))
    let data = folder.url.appendingPathComponent("flowers.csv").path
    let (plan, diagnostics) = try LessonPlanner.plan(
      loaded, options: PlanOptions(parameters: ["data": data]))
    return try #require(plan, "\(diagnostics.map(\.message))")
  }
}

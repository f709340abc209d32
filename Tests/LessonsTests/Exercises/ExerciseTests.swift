import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// Steps that students write.
@Suite struct ExerciseTests {
  static func lesson(_ exercises: String) -> String {
    TableFixture.lesson([
      ("data", "- dataset: flowers\n- loader: dataset\n  batch_size: 16"),
      (
        "build",
        "- model: [{out: {linear: [3, 1]}}, sigmoid]\n- optimizer: SGD\n  parameters: model"
      ),
      (
        "learn",
        """
        - train: model
          loader: loader
          optimizer: optimizer
          loss: bce
          epochs: $epochs
        """
      ),
    ]) + "\n" + exercises
  }

  private func plan(_ exercises: String) throws -> LessonPlan {
    try #require(try TableFixture.plan(Self.lesson(exercises), PlanOptions()).plan)
  }

  private func messages(_ exercises: String) throws -> [String] {
    try TableFixture.plan(Self.lesson(exercises), PlanOptions()).diagnostics
      .filter { $0.severity == .error }
      .map { ([$0.message] + $0.notes).joined(separator: "; ") }
  }

  @Test func recordsWhatItsStepsHaveWhereTheLessonDoesNotSay() throws {
    let plan = try plan("<!-- exercise learn with=build points=5 -->\nDo it.\n<!-- end -->")
    let exercise = try #require(plan.exercises.first)
    #expect(exercise.steps == ["build", "learn"])
    #expect(exercise.points == 5)
    #expect(exercise.tell == .mistake)
    #expect(
      exercise.items == [
        PlannedExercise.Item(step: "build", kind: .initial),
        PlannedExercise.Item(step: "learn", kind: .losses),
      ])
  }

  @Test func takesWhatIsAskedForInTheOrderInWhichItArises() throws {
    let plan = try plan(
      """
      <!-- exercise learn record=mean_loss[0],final,losses tell=hint -->
      Do it.
      <!-- end -->
      """)
    let exercise = try #require(plan.exercises.first)
    #expect(exercise.items.map(\.kind) == [.losses, .final, .value("mean_loss[0]")])
    #expect(exercise.tell == .hint)
  }

  static let wrong: [(String, String)] = [
    (
      "<!-- exercise lern -->\nDo it.\n<!-- end -->",
      "there is no step `lern`; did you mean `learn`?"
    ),
    (
      "<!-- exercise learn with=learn -->\nDo it.\n<!-- end -->",
      "step `learn` belongs to exercise `learn` already"
    ),
    (
      "<!-- exercise learn -->\nA.\n<!-- end -->\n\n<!-- exercise build with=learn -->\nB.\n<!-- end -->",
      "step `learn` belongs to exercise `learn` already"
    ),
    (
      "<!-- exercise data -->\nDo it.\n<!-- end -->",
      "there is nothing in `data` that a student's program could record; models, trainings and "
        + "predictions have something, of any of the exercise's steps: with=STEP; numbers that a step "
        + "measures are named by their paths: record=held_out.accuracy"
    ),
    (
      "<!-- exercise learn record=loses -->\nDo it.\n<!-- end -->",
      "there is no `loses` to record in this exercise; did you mean `losses`?"
    ),
    (
      "<!-- exercise learn record=losses,losses -->\nDo it.\n<!-- end -->",
      "`losses` is named twice"
    ),
    (
      "<!-- exercise learn tell=all -->\nDo it.\n<!-- end -->",
      "`tell` is hint, place or mistake"
    ),
    (
      "<!-- exercise learn in=report -->\nDo it.\n<!-- end -->",
      "`in` is notebook, or left out; without it the task also takes the step's place in a hand-out"
    ),
    (
      "<!-- exercise learn points=-1 -->\nDo it.\n<!-- end -->",
      "`points` is a number that is not negative"
    ),
    (
      "<!-- exercise learn -->\nIt comes to {{learn.losses[0]}}.\n<!-- end -->",
      "a task shows nothing of the run: a student's notebook has none"
    ),
    ("<!-- exercise learn -->\n<!-- end -->", "`exercise` has no text"),
  ]

  @Test(arguments: wrong) func saysWhatIsWrong(text: String, message: String) throws {
    let found = try messages(text)
    #expect(found.contains(message), "\(found)")
  }

  @Test func changesNeitherDocumentNorRun() throws {
    let plain = try plan("")
    let with = try plan("<!-- exercise learn -->\nDo it.\n<!-- end -->")
    #expect(plain.document == with.document)
    #expect(plain.exercises.isEmpty)
  }

  @Test func passesOverTheStepsOfAHandOutAndWhatBuildsOnThem() throws {
    let text = TableFixture.lesson([
      ("data", "- dataset: flowers\n- loader: dataset\n  batch_size: 16"),
      ("build", "- exercise: learn\n  makes: [model, optimizer]"),
      (
        "learn",
        """
        - train: model
          loader: loader
          optimizer: optimizer
          loss: bce
          epochs: $epochs
        """
      ),
    ])
    let (plan, diagnostics) = try TableFixture.plan(text, PlanOptions())
    #expect(diagnostics.filter { $0.severity == .error } == [])
    #expect(try #require(plan).steps.map(\.isSkipped) == [false, true, true])
  }
}

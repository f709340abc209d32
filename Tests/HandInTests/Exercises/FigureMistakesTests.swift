import Lessons
import Records
import Testing

@testable import HandIn

/// Figures that were made otherwise of right numbers.
@Suite struct FigureMistakesTests {
  private static let losses = [0.9, 0.5, 0.1, 0.8, 0.4, 0.0]
  private static let theirs: [String: JSONValue] = ["batches": 3, "printed_loss": [0.5, 0.4]]

  private func printed(_ figures: [Double]) -> String? {
    var step = ExerciseRecord.Step()
    (step.losses, step.printed) = (Self.losses, figures)
    return FigureMistakes(
      item: .init(step: "train", kind: .printed), mine: step, theirs: Self.theirs
    ).mistake()?.id
  }

  @Test(arguments: [
    ("last-batch", [0.1, 0.0]), ("first-batch", [0.9, 0.8]), ("not-divided-figure", [1.5, 1.2]),
    ("last-over-batches", [0.0333, 0.0]), ("mean-of-batches", [0.5, 0.4]),
  ]) func knowsHowAnEpochsFigureWasMade(id: String, figures: [Double]) {
    #expect(printed(figures) == id)
  }

  /// Figures of other losses than the lesson's, made as the lesson makes its own, follow from these.
  @Test func leavesFiguresAloneThatFollowFromTheLosses() {
    var step = ExerciseRecord.Step()
    (step.losses, step.printed) = (Self.losses, [0.1, 0.0])
    let theirs: [String: JSONValue] = [
      "batches": 3, "losses": [0.8, 0.5, 0.2, 0.7, 0.4, 0.1], "printed_loss": [0.2, 0.1],
    ]
    func mistake() -> String? {
      FigureMistakes(item: .init(step: "train", kind: .printed), mine: step, theirs: theirs)
        .mistake()?.id
    }
    #expect(mistake() == nil)
    step.printed = [0.9, 0.8]
    #expect(mistake() == "first-batch")
  }

  @Test func namesNothingThatIsNone() {
    #expect(printed([0.7, 0.2]) == nil)
    #expect(printed([0.1]) == nil)
  }

  @Test func knowsAnotherNumberOfTheSameStep() throws {
    var step = ExerciseRecord.Step()
    step.values = ["loss": .some(0.55)]
    let theirs: [String: JSONValue] = [
      "loss": 0.5, "batch_losses": [0.3, 0.8], "mean_batch_loss": 0.55, "regression": ["rows": 30],
    ]
    let mistake = FigureMistakes(
      item: .init(step: "test", kind: .value("loss")), mine: step, theirs: theirs
    ).mistake()
    #expect(
      mistake?.sentence
        == "The number is the mean of the batches' losses, which counts a short batch "
        + "as much as a full one, and not `loss`.")
  }
}

import Testing

@testable import Lessons

@Suite struct PathCheckTests {
  private func problems(_ block: String) throws -> [String] {
    try TinyLesson.plan(TinyLesson.whole + "\n" + block + "\n").diagnostics.map {
      ([$0.code] + $0.notes).joined(separator: " ")
    }
  }

  @Test func takesEveryPathThatAStepWillHave() throws {
    #expect(
      try problems(
        """
        ```expect train-head
        losses[-1]: finite
        mean_loss: decreasing
        moved_tensors.backbone: 0
        moved_by_layer.head.linear1: 2
        training_mode.backbone: false
        first_gradient_norms.linear1.bias: > 0
        first_gradient_norms.0.encoder.layer.11.output.dense.weight: > 0
        final.linear2.weight.first[0]: finite
        order_sha256: /^[0-9a-f]+$/
        epochs: = train-all.epochs
        ```

        ```expect ask
        repeated.argmax_counts[0]: >= 0
        ```

        In words: {{score.held_out.accuracy:.1%}} of {{score.held_out.rows}}.
        """) == [])
  }

  @Test(arguments: [
    ("mean_los[0]: < 3", "unknown-metric did you mean `mean_loss`?"),
    ("moved_tensors.bakcbone: 0", "unknown-metric did you mean `backbone`?"),
    ("epochs[0]: 2", "unknown-metric"),
    ("final.linear1.wieght: 2", "unknown-metric did you mean `linear1.weight`?"),
    (
      "first_gradient_norms.1.linear1.wieght: > 0",
      "unknown-metric did you mean `1.linear1.weight`?"
    ),
    (
      "first_gradient_norms.0.encoder.layer.4.output.dens.bias: > 0",
      "unknown-metric did you mean `0.encoder.layer.4.output.dense.bias`?"
    ),
    ("first_gradient_norms.0.nothing: > 0", "unknown-metric"),
    ("losses.first: 2", "unknown-metric"),
    ("epochs: = train-all.epoch", "unknown-metric did you mean `epochs`?"),
    ("epochs: = train-al.epochs", "unknown-step did you mean `train-all`?"),
  ])
  func reportsAPathThatLeadsNowhere(line: String, problem: String) throws {
    #expect(try problems("```expect train-head\n\(line)\n```") == [problem])
  }

  @Test func knowsWhatAnArgumentLeavesOut() throws {
    let text =
      TinyLesson.whole.replacing("  repeat: 3\n", with: "") + """

        ```expect ask
        repeated.draws: 3
        ```

        """
    #expect(try TinyLesson.plan(text).diagnostics.map(\.code) == ["unknown-metric"])
  }

  @Test(arguments: ["question why", "hint why", "claim low holds=no"])
  func reportsPathsInTheTextOfAPair(header: String) throws {
    let question =
      header.hasPrefix("hint") ? "<!-- question why -->\nWhy?\n<!-- end -->\n\n" : ""
    let check = "\n```check\ntrain-head.epochs: 2\n```\n"
    #expect(
      try problems(
        question
          + """
          <!-- \(header) -->
          It was {{train-head.mean_los[0]}}.
          \(header.hasPrefix("claim") ? check : "")
          <!-- end -->
          """) == ["unknown-metric did you mean `mean_loss`?"])
  }

  @Test func reportsAQuestionThatAStepCannotStandBehind() throws {
    let text = TinyLesson.whole.replacing(
      "```step train-head", with: "```step train-head question=whi", maxReplacements: 1)
    #expect(text != TinyLesson.whole)
    #expect(try TinyLesson.plan(text).diagnostics.map(\.code) == ["unknown-question"])
  }

  @Test func reportsPathsInClaimsAndProse() throws {
    let text =
      TinyLesson.whole + """

        <!-- claim low holds=no question=whi -->
        It is low.

        ```check
        train-hed.mean_loss[0]: < 0.3
        ```
        <!-- end -->

        <!-- question why -->
        Why?
        <!-- end -->

        It was {{train-head.mean_loss}} and {{train-head.nothing}}.

        """
    let codes = try TinyLesson.plan(text).diagnostics.map(\.code)
    #expect(
      codes == [
        "unknown-question", "unknown-step", "wrong-type", "unknown-metric",
      ])
  }
}

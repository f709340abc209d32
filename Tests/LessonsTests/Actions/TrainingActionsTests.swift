import Testing

@testable import Lessons

/// What is said of optimizers, freezing and trainings, before anything runs.
@Suite struct TrainingActionsTests {
  /// The whole of what is printed for the tiny lesson with one stretch of it replaced.
  private func printed(_ old: String, _ new: String) throws -> String {
    #expect(TinyLesson.whole.contains(old))
    let text = TinyLesson.whole.replacing(old, with: new)
    let diagnostics = try TinyLesson.plan(text).diagnostics
    return DiagnosticPrinter(color: false).text(
      diagnostics, sources: ["tiny.md": SourceText(file: "tiny.md", text: text)])
  }

  private static let setup = """
    - optimizer: AdamW
      parameters: [head]
      lr: $lr
      weight_decay: 0.0005

    """

  private func printed(optimizer: String) throws -> String {
    try printed(Self.setup, optimizer + "\n")
  }

  @Test(arguments: [
    "- optimizer: AdamW\n  parameters: head",
    "- optimizer: Adam\n  parameters: [head.linear1, head.linear2.bias]\n  betas: [0.5, 0.9]",
    "- optimizer: SGD\n  parameters: [backbone.encoder.layer.1, head]\n  momentum: 0.9\n  nesterov: true",
    """
    - optimizer: SGD
      lr: 0.1
      dampening: 0.5
      momentum: 0.5
      groups:
        - {parameters: head, lr: 0.01}
        - {parameters: [backbone.pooler, backbone.embeddings.LayerNorm], weight_decay: 0}
    """,
  ])
  func takesEveryKindOfOptimizer(optimizer: String) throws {
    #expect(try printed(optimizer: optimizer) == "")
  }

  @Test func refusesArgumentsOfAnotherOptimizer() throws {
    #expect(
      try printed(optimizer: "- optimizer: SGD\n  parameters: [head]\n  betas: [0.5, 0.9]") == """
        tiny.md:32:3: error: SGD has no argument `betas` [unknown-argument]
          32 |   betas: [0.5, 0.9]
             |   ^~~~~
          note: Adam, AdamW and NAdam have it

        """)
    #expect(
      try printed(optimizer: "- optimizer: Adam\n  parameters: [head]\n  momentum: 0.9") == """
        tiny.md:32:3: error: Adam has no argument `momentum` [unknown-argument]
          32 |   momentum: 0.9
             |   ^~~~~~~~
          note: SGD and RMSprop have it

        """)
    #expect(
      try printed(optimizer: "- optimizer: SGD\n  parameters: [head]\n  nesterov: true") == """
        tiny.md:32:13: error: `nesterov` needs a `momentum` above 0, and no `dampening` [wrong-type]
          32 |   nesterov: true
             |             ^~~~

        """)
  }

  @Test func asksForParametersOrGroups() throws {
    #expect(
      try printed(optimizer: "- optimizer: Adam") == """
        tiny.md:30:3: error: optimizer needs `parameters` or `groups`: what it steps [missing-argument]
          30 | - optimizer: Adam
             |   ^~~~~~~~~

        """)
    #expect(
      try printed(
        optimizer: "- optimizer: Adam\n  parameters: [head]\n  groups: [{parameters: head}]") == """
          tiny.md:32:11: error: `groups` stands in the place of `parameters`: only one of them can be \
          given [wrong-type]
            32 |   groups: [{parameters: head}]
               |           ^~~~~~~~~~~~~~~~~~~~

          """)
  }

  @Test func reportsWhatIsWrongInAGroup() throws {
    #expect(
      try printed(
        optimizer: """
          - optimizer: Adam
            groups:
              - {parameters: hed, lr: 0.1}
              - {lr: fast, weight_dekay: 0}
          """) == """
          tiny.md:32:20: error: nothing named `hed` has been bound before this [unknown-name]
            32 |     - {parameters: hed, lr: 0.1}
               |                    ^~~
            note: did you mean `head`?
          tiny.md:33:7: error: a group needs `parameters`: the name of a model, or of a part such as \
          backbone.pooler, or a list of those [missing-argument]
            33 |     - {lr: fast, weight_dekay: 0}
               |       ^~~~~~~~~~~~~~~~~~~~~~~~~~~
          tiny.md:33:12: error: `lr` takes a number of at least 0, not `fast` [wrong-type]
            33 |     - {lr: fast, weight_dekay: 0}
               |            ^~~~
          tiny.md:33:18: error: a group has no argument `weight_dekay` [unknown-argument]
            33 |     - {lr: fast, weight_dekay: 0}
               |                  ^~~~~~~~~~~~
            note: did you mean `weight_decay`?

          """)
  }

  @Test func refusesATensorInTwoGroups() throws {
    #expect(
      try printed(
        optimizer: """
          - optimizer: Adam
            groups:
              - {parameters: [head, backbone.encoder.layer.1]}
              - {parameters: [backbone.pooler, backbone.encoder]}
          """) == """
          tiny.md:33:20: error: `backbone.encoder` has tensors that are in an earlier group already \
          [duplicate-parameters]
            33 |     - {parameters: [backbone.pooler, backbone.encoder]}
               |                    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
            note: a tensor has one learning rate: it can be in one group

          """)
  }

  @Test(arguments: [
    (
      "backbone.encodr", "`backbone` has no `encodr` [unknown-name]",
      "did you mean `encoder`?"
    ),
    (
      "backbone.encoder.layer.x.output", "`backbone.encoder.layer` has no `x` [unknown-name]",
      "layers have numbers, counted from 0: backbone.encoder.layer.0"
    ),
    (
      "backbone.encoder.0", "`backbone.encoder` has no `0` [unknown-name]", "there are: layer"
    ),
    (
      "backbone.encoder.layer.0.output.dens",
      "`backbone.encoder.layer.0.output` has no `dens` [unknown-name]",
      "did you mean `dense`?"
    ),
    ("head.linear3", "`head` has no `linear3` [unknown-name]", "did you mean `linear1`?"),
    (
      "bakbone.pooler", "nothing named `bakbone` has been bound before this [unknown-name]",
      "did you mean `backbone`?"
    ),
  ])
  func saysWhereAPathGoesWrong(path: String, message: String, note: String) throws {
    #expect(
      try printed("- freeze: backbone", "- freeze: \(path)") == """
        tiny.md:29:11: error: \(message)
          29 | - freeze: \(path)
             |           ^\(String(repeating: "~", count: path.count - 1))
          note: \(note)

        """)
  }

  @Test func knowsTheMembersOfASequentialModel() throws {
    let text = "- freeze: model.0.encoder.layer.1\n- train_mode: model"
    #expect(try printed("- train_mode: model", text) == "")
    #expect(
      try printed("- train_mode: model", "- freeze: [model.1.linear1, model.pooler]") == """
        tiny.md:66:29: error: `model` has no `pooler` [unknown-name]
          66 | - freeze: [model.1.linear1, model.pooler]
             |                             ^~~~~~~~~~~~
          note: there are: 0, 1
          note: model.0 is its backbone, model.1 its head

        """)
  }

  @Test func refusesATrainingThatHasNothingToTrain() throws {
    #expect(
      try printed("- freeze: backbone\n", "- freeze: [head.linear1, head.linear2]\n") == """
        tiny.md:44:10: error: the head is frozen, so there is nothing to train [nothing-to-train]
          44 | - train: head
             |          ^~~~
          note: put it back into training: - unfreeze: head

        """)
    #expect(
      try printed("- train_mode: model", "- freeze: model.1") == """
        tiny.md:67:10: error: backbone and head are frozen, so there is nothing to train [nothing-to-train]
          67 | - train: model
             |          ^~~~~
          note: put the head back into training: - unfreeze: model.1

        """)
  }

  @Test(arguments: [
    "- unfreeze: backbone", "- freeze: new_head\n- unfreeze: model.0.pooler",
    "- freeze: [model.0, model.1.linear1]", "- freeze: model\n- unfreeze: backbone.encoder.layer.1",
  ])
  func takesATrainingOfWhateverIsNotFrozen(action: String) throws {
    #expect(try printed("- train_mode: model", action) == "")
  }

  /// Features of a head alone are computed without gradient, so nothing needs to be frozen for it.
  @Test func takesAHeadOnABackboneThatIsNotFrozen() throws {
    #expect(try printed("- freeze: backbone", "- unfreeze: backbone") == "")
  }

  @Test func warnsOfAnOptimizerThatChangesNothing() throws {
    #expect(
      try printed("  parameters: [model]\n", "  parameters: [backbone.pooler]\n") == """
        tiny.md:69:14: warning: all that `all_optimizer` steps is frozen: nothing will change \
        [frozen-optimizer]
          69 |   optimizer: all_optimizer
             |              ^~~~~~~~~~~~~
          note: unfreeze some of it, or make an optimizer for what is not frozen

        """)
    // The optimizer that was meant is named as unused, too.
    #expect(
      try printed("optimizer: all_optimizer", "optimizer: optimizer").hasSuffix(
        """
        tiny.md:69:14: warning: `optimizer` was made for other models: nothing will change \
        [other-models-optimizer]
          69 |   optimizer: optimizer
             |              ^~~~~~~~~
          note: a head built anew needs an optimizer built anew

        """))
  }

  @Test func takesTheSettingsOfATraining() throws {
    let settings = """
        epochs: $epochs
        max_grad_norm: 1
        schedule: linear
        warmup_steps: 2
        accumulate: 2

      """
    #expect(try printed("  epochs: $epochs\n", settings) == "")
    #expect(try printed("backbone.pooler_output", "backbone.mean_pooling") == "")
    #expect(try printed("new_head]\n  as", "new_head]\n  pooling: mean_pooling\n  as") == "")
  }

  @Test func refusesSettingsThatMeanNothing() throws {
    #expect(
      try printed("  epochs: $epochs\n", "  epochs: 2\n  max_grad_norm: 0\n  warmup_steps: 2\n")
        == """
        tiny.md:49:18: error: `max_grad_norm` takes a number above 0, not `0` [wrong-type]
          49 |   max_grad_norm: 0
             |                  ^

        """)
    #expect(
      try printed("  epochs: $epochs\n", "  epochs: 2\n  warmup_steps: 2\n") == """
        tiny.md:49:17: error: `warmup_steps` needs `schedule: linear` [wrong-type]
          49 |   warmup_steps: 2
             |                 ^

        """)
    #expect(
      try printed("backbone.pooler_output", "backbone.mean_poling") == """
        tiny.md:45:13: error: backbone has no `mean_poling` to use here [unknown-name]
          45 |   features: backbone.mean_poling
             |             ^~~~~~~~~~~~~~~~~~~~
          note: did you mean `mean_pooling`?

        """)
  }
}

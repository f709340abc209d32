import Foundation
import Records
import Testing

@testable import Lessons

/// What is in a key, and what is not.
@Suite struct PlanKeysTests {
  private func keys(
    _ text: String = TinyLesson.whole, _ options: PlanOptions = PlanOptions(),
    engine: String = "1", products: String = "k", assets: [String: String] = [:]
  ) throws -> [String: String] {
    let (plan, diagnostics) = try TinyLesson.plan(text, options)
    #expect(diagnostics.filter { $0.severity == .error } == [])
    let planned = try #require(plan)
    let digests = Dictionary(
      planned.assets.map { ($0, assets[$0.name] ?? "of \($0.name)") }
    ) { first, _ in first }
    let keys = PlanKeys(
      planned, computedBy: ComputedBy(engine: engine, products: products), assets: digests)
    return Dictionary(
      keys.actions.filter(\.isExpensive).map { ($0.ingredients.step, $0.digest) }
    ) { first, _ in first }
  }

  /// Steps whose key is another than that of the lesson as it stands.
  private func changed(_ other: [String: String]) throws -> [String] {
    let own = try keys()
    #expect(own.count == 4)
    return own.keys.filter { own[$0] != other[$0] }.sorted()
  }

  private func edited(_ old: String, _ new: String) throws -> [String: String] {
    #expect(TinyLesson.whole.contains(old))
    return try keys(TinyLesson.whole.replacing(old, with: new))
  }

  private static let all = ["ask", "score", "train-all", "train-head"]
  private static let afterHead = ["ask", "score", "train-all"]

  @Test func isTheSameEachTime() throws { #expect(try changed(keys()) == []) }

  @Test func changesWithTheEngineTheKernelsTheSeedAndTheFiles() throws {
    #expect(try changed(keys(engine: "2")) == Self.all)
    #expect(try changed(keys(products: "l")) == Self.all)
    #expect(try changed(keys(TinyLesson.whole, PlanOptions(seed: 7))) == Self.all)
    #expect(try changed(keys(assets: ["tiny-bert": "other"])) == Self.all)
    #expect(try changed(keys(assets: ["tiny-reviews": "other"])) == Self.all)
  }

  @Test(arguments: [
    "max_length: 20": "max_length: 21", "rows: $rows\n  as: small": "rows: 9\n  as: small",
    "batch_size: 5": "batch_size: 6",
  ])
  func changesWithWhatTheRowsAndBatchesAre(old: String, new: String) throws {
    #expect(try changed(edited(old, new)) == Self.all)
  }

  @Test func changesWithAParameterWhereItIsUsed() throws {
    // The second training has epochs of its own.
    let other = try keys(TinyLesson.whole, PlanOptions(parameters: ["epochs": "3"]))
    #expect(try changed(other) == ["train-head"])
    let rate = try keys(TinyLesson.whole, PlanOptions(parameters: ["lr": "0.5"]))
    #expect(try changed(rate) == Self.all)
  }

  @Test func changesWithHowTheHeadWasMade() throws {
    // The loader that both trainings use stands after the head's optimizer in its step.
    #expect(
      try changed(edited("hidden: 8\n  labels: 2\n```", "hidden: 4\n  labels: 2\n```"))
        == Self.all)
    #expect(try changed(edited("```step setup-all", "```step setup-all seed=5")) == Self.afterHead)
  }

  @Test func changesWithTheModeOfAModelWhoeverSwitchesIt() throws {
    // By the sequential model, for whoever uses its backbone later.
    #expect(
      try changed(edited("- train_mode: model", "- eval_mode: model")) == Self.afterHead)
    // By the backbone's own name, for the sequential model.
    let frozen = try edited(
      "- train_mode: model", "- train_mode: model\n- eval_mode: backbone")
    #expect(try changed(frozen) == Self.afterHead)
  }

  @Test func leavesATrainingAloneWhereOnlyAPredictionChanges() throws {
    #expect(try changed(edited("This movie is terrible!", "Any other text")) == ["ask"])
    #expect(try changed(edited("repeat: 3", "repeat: 4")) == ["ask"])
  }

  @Test func leavesEarlierAndUnrelatedStepsAlone() throws {
    #expect(try changed(edited("max_batches: 7", "max_batches: 8")) == Self.afterHead)
    #expect(try changed(edited("rows: 16", "rows: 17")) == ["score"])
    let printed = try edited("print: last_batch_over_batches", "print: mean")
    // The backbone is not among what the first optimizer steps.
    #expect(try changed(printed) == ["train-head"])
  }

  @Test func knowsNeitherProseNorTheAuthorsFiguresNorTheFilesName() throws {
    let prose = TinyLesson.whole.replacing("```step ask", with: "Words.\n\n```step ask")
    #expect(try changed(keys(prose)) == [])
    #expect(try changed(edited("printed_loss: [0.5, 0.25]", "printed_loss: [1]")) == [])
    #expect(try changed(edited("title: \"A tiny lesson\"", "title: \"Another\"")) == [])
    // What the files are called or where they lie.
    let renamed = try keys(
      TinyLesson.whole, PlanOptions(parameters: ["backbone": "./elsewhere"]),
      assets: ["./elsewhere": "of tiny-bert"])
    #expect(try changed(renamed) == [])
  }

  @Test func tellsTwoNamesOfOneModelFromTwoModelsThatAreAlike() throws {
    // Both heads come out equal; the optimizer holds the first of them, or the one that is trained.
    let head = "- head: backbone.hidden_size\n  hidden: 8\n  labels: 2\n"
    let optimizer = "- optimizer: AdamW\n  parameters: [head]\n  as: optimizer\n"
    func keys(_ steps: [String]) throws -> String? {
      let text = steps.enumerated().map { "```step s\($0)\n\($1)```\n\n" }.joined()
      return try self.keys(
        TinyLesson.frontMatter + TinyLesson.load + TinyLesson.setup + text + TinyLesson.train
      )["train-head"]
    }
    #expect(try keys([head, optimizer, head]) != (try keys([head, head, optimizer])))
  }

  @Test func followsTheGeneratorThroughAStep() throws {
    let step = "- train_mode: model\n- train: model"
    let drawn = "- head: 4\n  hidden: 2\n  labels: 2\n  as: other\n" + step
    #expect(try changed(edited(step, drawn)) == Self.afterHead)
  }

  @Test func dependsOnNothingThatOnlyHasTheNameOfWhatItBinds() throws {
    let text = TinyLesson.whole.replacing("all_optimizer", with: "optimizer")
    let own = try keys(text)
    let other = try keys(text, PlanOptions(parameters: ["epochs": "3"]))
    #expect(own["train-all"] == other["train-all"])
    #expect(own["train-head"] != other["train-head"])
  }
}

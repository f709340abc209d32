import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// Mistakes made on purpose.
@Suite struct MistakeTests {
  private let fixture: TableFixture

  init() throws { fixture = try TableFixture() }

  private static let text = TableFixture.lesson([
    (
      "data",
      """
      - dataset: flowers
      - split: dataset
        test_size: 0.25
        random_state: 3
      - scale: [train_rows, test_rows]
        by: standard
      - loader: train_rows
        batch_size: 8
        shuffle: true
      """
    ),
    (
      "build",
      """
      - model:
          - hidden: {linear: [3, 4]}
          - relu
          - out: {linear: [4, 1]}
          - sigmoid
      - optimizer: SGD
        parameters: model
        lr: 0.1
      """
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
  ])

  private func losses(_ plan: LessonPlan) throws -> [Double] {
    let runner = LessonRunner(plan: plan, assets: fixture, threads: 2) { _ in }
    let (record, failure) = runner.run(cancellation: Cancellation())
    try #require(failure == nil, "\(failure?.message ?? "")")
    return try #require(record.step("learn")?.results["losses"]?.array).compactMap(\.number)
  }

  private func loaded() throws -> (LoadedLesson, LessonPlan) {
    let loaded = TableFixture.loaded(Self.text)
    return (loaded, try #require(try LessonPlanner.plan(loaded, options: PlanOptions()).plan))
  }

  @Test func plansEveryMistakeOfTheCatalogueThatCanBeMadeHere() throws {
    let (loaded, plan) = try loaded()
    let variants = MistakeCatalogue(plan, steps: ["build", "learn"]).variants
    let planned = variants.filter { plan.making($0, loaded, PlanOptions()) != nil }
    let ids = Set(planned.map(\.mistake.id))
    let expected: Set = [
      "scaler-all-rows", "scaler-each", "not-scaled", "scaled-otherwise", "split-seed",
      "not-shuffled", "one-batch", "batch-size", "other-rows", "seed", "learning-rate",
      "default-rate", "weight-decay", "momentum", "other-optimizer", "optimizer-part",
      "relu-left-out", "other-activation", "relu-at-the-end", "bias-left-out", "dropout",
      "never-zeroed", "zeroed-each-epoch", "never-stepped", "step-before-backward",
      "zeroed-before-step", "other-models-optimizer", "stepped-late", "shuffled-once",
      "permuted-once", "permuted", "loss-summed", "other-loss", "labels-swapped",
      "trained-in-eval", "frozen",
    ]
    #expect(expected.subtracting(ids) == [])
  }

  /// What a student is told must be a sentence, and a line that mends it.
  @Test func saysOfEachMistakeWhatItIsAndHowItIsMended() throws {
    let (_, plan) = try loaded()
    for variant in MistakeCatalogue(plan, steps: ["build", "learn"]).variants {
      #expect(variant.mistake.sentence.hasSuffix("."), "\(variant.mistake.id)")
      #expect(!variant.mistake.mend.isEmpty && !variant.mistake.mend.contains("\n"))
    }
  }

  @Test func knowsTheMistakesOfAHeadOnABackbone() throws {
    // A step that stands behind a question is replayed without it.
    let text = TinyLesson.whole.replacing(
      "```step train-head", with: "```step train-head question=why", maxReplacements: 1)
    let loaded = TinyLesson.loaded(text + "\n<!-- question why -->\nWhy?\n<!-- end -->\n")
    let plan = try #require(try LessonPlanner.plan(loaded, options: PlanOptions()).plan)
    let variants = MistakeCatalogue(plan, steps: ["train-head"]).variants
    let planned = variants.filter { plan.making($0, loaded, PlanOptions()) != nil }
    let expected: Set = [
      "other-features", "backbone-in-training", "labels-swapped", "softmax-twice", "loss-summed",
      "never-zeroed",
    ]
    #expect(expected.subtracting(planned.map(\.mistake.id)) == [])
  }

  @Test func leavesStepsAloneThatStudentsDoNotWrite() throws {
    let (_, plan) = try loaded()
    let variants = MistakeCatalogue(plan, steps: ["learn"]).variants
    #expect(!variants.contains { $0.mistake.area == .model })
    #expect(variants.contains { $0.mistake.id == "never-zeroed" })
  }

  @Test(arguments: LoopMistake.allCases) func changesTheNumbersOfATraining(mistake: LoopMistake)
    throws
  {
    let (_, plan) = try loaded()
    let right = try losses(plan)
    let wrong = try losses(try #require(plan.making(mistake, inStep: "learn")))
    let isWithoutEffect = [LoopMistake.undivided, .broadcastsTarget].contains(mistake)
    // Of these two the losses are right, and what the training leaves is not.
    #expect((right == wrong) == [.undivided, .stepsFirst].contains(mistake), "\(mistake)")
    // What only shows in later steps begins as the right one does.
    let isAtOnce = [
      LoopMistake.swapsLabels, .sumsLoss, .softmaxesOutput, .permutesOnce, .permutesEachEpoch,
    ].contains(mistake)
    if !isWithoutEffect, !isAtOnce {
      #expect(right[0] == wrong[0])
    }
  }

  @Test func isNotTakenForTheRightRunByTheCache() throws {
    let (_, plan) = try loaded()
    let wrong = try #require(plan.making(.neverSteps, inStep: "learn"))
    let keys = { (plan: LessonPlan) in
      PlanKeys(plan, computedBy: ComputedBy(engine: "", products: ""), assets: [:]).actions
        .map(\.digest)
    }
    #expect(keys(plan) != keys(wrong))
    #expect(keys(plan) != keys(plan.withNoise()))
    #expect(keys(plan).dropLast() == keys(wrong).dropLast())
  }

  @Test func putsNoMoreThanRoundingIntoATraining() throws {
    let (_, plan) = try loaded()
    let right = try losses(plan)
    let noisy = try losses(plan.withNoise())
    #expect(right != noisy)
    #expect(right[0] == noisy[0])
    for (x, y) in zip(right, noisy) { #expect(abs(x - y) < 1e-5) }
  }
}

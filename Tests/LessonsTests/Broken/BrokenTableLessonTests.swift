import Testing

@testable import Lessons

/// Whatever is wrong with data, a model or a training is found before anything runs, at its place.
@Suite struct BrokenTableLessonTests {
  @Test func plansTheLessonThatIsNotBroken() throws {
    let (plan, diagnostics) = try TableFixture.plan(BrokenTableLesson.original)
    #expect(plan != nil)
    #expect(diagnostics.filter { $0.severity == .error } == [])
    #expect(BrokenTableLesson.all.count > 150)
  }

  /// Right lines below a wrong one are not called wrong.
  @Test(arguments: [
    ("- dataset: flowers", "- dataset: flowers\n  target: kin"),
    ("test_size: 0.25", "test_size: 40"),
    ("random_state: 7", "random_state: -7"),
    ("first: {linear: [3, $hidden]}", "first: {linear: [4, $hidden]}"),
    ("first: {linear: [3, $hidden]}", "first: {linear: []}"), ("by: standard", "by: standards"),
  ])
  func saysAMistakeOnce(old: String, new: String) throws {
    let whole =
      BrokenTableLesson.original
      + "\n\n```expect score\nheld_out.classes.long.recall: < 2\nbaseline.accuracy: < 2\n"
      + "```\n"
    #expect(try TableFixture.plan(whole).diagnostics.filter { $0.severity == .error } == [])
    let broken = whole.replacing(old, with: new, maxReplacements: 1)
    let errors = try TableFixture.plan(broken).diagnostics.filter { $0.severity == .error }
    #expect(errors.count == 1, "\(errors.map(\.message))")
  }

  /// In the lesson's own run; elsewhere the data may have other classes, and a claim may say anything.
  @Test func warnsOfATextThatNoClassHas() throws {
    func codes(_ block: String) throws -> [String] {
      try TableFixture.plan(BrokenTableLesson.original + "\n\n" + block).diagnostics.map(\.code)
    }
    let line = "baseline.guess: \"lnog\"\n"
    #expect(try codes("```expect score\n\(line)```\n").contains("unknown-class"))
    #expect(
      try !codes("```expect score\nbaseline.guess: \"long\"\n```\n").contains("unknown-class"))
    #expect(
      try !codes("```expect score\nwhen: {epochs: 3}\n\(line)```\n").contains("unknown-class"))
  }

  @Test func refusesAWayBackThatThereIsNot() throws {
    func errors(_ columns: String) throws -> [String] {
      let actions = """
        - dataset: prices
        - scale: dataset
          by: standard
        \(columns)
          as: scaler
        - model: [{linear: [2, 1]}]
        - predict: dataset
          model: model
          inverse: scaler
        """
      return try TableFixture.plan(TableFixture.lesson([("data", actions)])).diagnostics
        .filter { $0.severity == .error }.map(\.message)
    }
    #expect(try errors("  columns: [width, price]") == [])
    #expect(
      try errors("  columns: [width, height]")
        == ["`scaler` has not scaled the column 'price', so there is no way back"])
  }

  /// In PyTorch the gradients that no optimizer clears would grow from batch to batch.
  @Test func refusesANormOverGradientsThatNothingClears() throws {
    let limited = BrokenTableLesson.original.replacing(
      "  loss: bce\n", with: "  loss: bce\n  max_grad_norm: 1\n", maxReplacements: 1)
    #expect(try TableFixture.plan(limited).plan != nil)
    let part = limited.replacing(
      "  parameters: net\n", with: "  parameters: net.out\n", maxReplacements: 1)
    let errors = try TableFixture.plan(part).diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.code) == ["unstepped-gradient"])
    #expect(errors.first?.message.contains("nothing clears that of `first.weight`") == true)
    let frozen = part.replacing(
      "- train_mode: net\n", with: "- freeze: net\n- unfreeze: net.out\n- train_mode: net\n",
      maxReplacements: 1)
    #expect(try TableFixture.plan(frozen).plan != nil)
  }

  @Test(arguments: BrokenTableLesson.all)
  func refusesAtItsPlace(broken: BrokenTableLesson) throws {
    let text = broken.text
    try #require(!text.isEmpty, "the lesson has no \(broken.old)")
    let (plan, diagnostics) = try TableFixture.plan(text)
    #expect(plan == nil)
    let first = try #require(diagnostics.first { $0.severity == .error })
    #expect("\(first.range.lowerBound)" == broken.place)
    #expect(first.code == broken.code)
    #expect(!first.message.isEmpty)
  }
}

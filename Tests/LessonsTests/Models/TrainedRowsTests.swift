import Testing

@testable import Lessons

/// Rows that a model is scored on beside those that it was trained on.
@Suite struct TrainedRowsTests {
  private static func diagnostics(_ before: String, _ after: String) throws -> [String] {
    try TableFixture.plan(
      TableFixture.lesson([
        (
          "data",
          """
          \(before)
          - loader: train_rows
            batch_size: 8
          - model: [{linear: [3, 2]}]
          - optimizer: SGD
            parameters: model
            lr: 0.1
          - train: model
            loader: loader
            optimizer: optimizer
            loss: cross_entropy
            epochs: 2
          \(after)
          """
        )
      ])
    ).diagnostics.map(\.code).filter { !$0.hasPrefix("unused") }
  }

  private static let split = "- dataset: flowers\n- split: dataset\n  test_size: 10"
  private static let score = "- eval_mode: model\n- evaluate: model\n  rows: test_rows"

  @Test func takesRowsOfTheSameKind() throws {
    #expect(try Self.diagnostics(Self.split, Self.score) == [])
    let scaled = Self.split + "\n- scale: [train_rows, test_rows]\n  by: standard"
    #expect(try Self.diagnostics(scaled, Self.score) == [])
    // Before anything is trained there is nothing to compare with.
    #expect(try Self.diagnostics(Self.split, "") == [])
  }

  @Test func refusesOtherClasses() throws {
    let other = """
      - dataset: flowers
        as: test_rows
      - relabel: test_rows
        classes: {long: [long], round: [round]}
      \(Self.score)
      """
    // The step has two data sets in it, which is another mistake.
    #expect(try Self.diagnostics(Self.split, other).contains("other-classes"))
  }

  @Test(arguments: [
    "- scale: train_rows\n  by: standard",
    "- scale: train_rows\n  by: standard\n- scale: test_rows\n  by: min_max",
    "- scale: test_rows\n  by: standard",
  ])
  func warnsOfRowsThatAreScaledOtherwise(scales: String) throws {
    #expect(try Self.diagnostics(Self.split + "\n" + scales, Self.score) == ["other-scale"])
  }

  @Test func warnsOfScalingBehindTheLoader() throws {
    let late = "- scale: [train_rows, test_rows]\n  by: standard\n" + Self.score
    #expect(try Self.diagnostics(Self.split, late) == ["other-scale"])
  }

  @Test(
    arguments: [
      (["no", "yes"], nil), (["yes", "no"], .order), (["yes", "zz"], .classes),
      (["aye", "yes"], .classes), (["no", "yes", "zz"], .classes), (["no"], .classes), (nil, nil),
    ] as [([String]?, TrainedRows.Difference?)])
  func tellsClassesThatMoved(found: [String]?, expected: TrainedRows.Difference?) {
    let trained = TrainedRows(name: "x", classNames: ["no", "yes"])
    #expect(trained.difference(from: TrainedRows(name: "y", classNames: found)) == expected)
  }

  @Test func tellsOtherColumns() throws {
    let (a, b) = (TableOutline.Column(name: "a"), TableOutline.Column(name: "b"))
    let trained = TrainedRows(name: "x", inputs: [a, b])
    #expect(trained.difference(from: TrainedRows(name: "y", inputs: [a, b])) == nil)
    #expect(trained.difference(from: TrainedRows(name: "y", inputs: [b, a])) == .columns)
    // Texts have no columns, and the one of pictures may be called anything.
    #expect(trained.difference(from: TrainedRows(name: "y")) == nil)
    let picture = TrainedRows(name: "x", inputs: [.init(name: "pixels", shape: [1, 8, 8])])
    let other = TrainedRows(name: "y", inputs: [.init(name: "picture", shape: [1, 8, 8])])
    #expect(picture.difference(from: other) == nil)
  }

  @Test func tellsATargetThatIsScaledOtherwise() {
    var target = TableOutline.Column(name: "price")
    let plain = TrainedRows(name: "x", target: target)
    target.scales = [1]
    #expect(plain.difference(from: TrainedRows(name: "y", target: target)) == .scale("price"))
    #expect(TrainedRows(name: "x", target: target).difference(from: plain) == .scale("price"))
  }

  /// The same fit once more is the same scaling, in whichever order the tables stand.
  @Test func knowsAScalingThatIsFittedAgain() throws {
    let scales = """
      - scale: test_rows
        by: standard
        fitted_on: train_rows
      - scale: train_rows
        by: standard
      """
    #expect(try Self.diagnostics(Self.split + "\n" + scales, Self.score) == [])
  }

  /// Nobody knows what it would have trained on.
  @Test func forgetsBehindATrainingThatIsWrong() throws {
    let again = """
      - dataset: flowers
        as: test_rows
      - relabel: test_rows
        classes: {long: [long], round: [round]}
      - train: model
        loader: loader
        optimizer: optimiser
        loss: cross_entropy
        epochs: 1
      \(Self.score)
      """
    let codes = try Self.diagnostics(Self.split, again)
    #expect(codes.contains("unknown-name") && !codes.contains("other-classes"))
  }

  @Test func warnsOfWindowsOverDrawnRows() throws {
    func codes(_ more: String) throws -> [String] {
      try TableFixture.plan(
        TableFixture.lesson([
          (
            "data",
            "- dataset: months\n- split: dataset\n  test_size: 10\(more)\n- windows: train_rows\n  length: 3"
          )
        ])
      ).diagnostics.map(\.code).filter { !$0.hasPrefix("unused") }
    }
    #expect(try codes("") == ["shuffled-series"])
    #expect(try codes("\n  shuffle: false") == [])
  }

  @Test func refusesAWayBackThatTheRowsDidNotCome() throws {
    func messages(_ scales: String, _ rows: String = "test_rows") throws -> [String] {
      let actions = """
        - dataset: prices
        - split: dataset
          test_size: 10
        \(scales)
        - model: [{linear: [2, 1]}]
        - evaluate: model
          rows: \(rows)
          inverse: units
        - predict: \(rows)
          model: model
          inverse: units
        """
      return try TableFixture.plan(TableFixture.lesson([("data", actions)])).diagnostics
        .filter { $0.severity == .error }.map(\.message)
    }
    let way = "by: standard\n  columns: [price]"
    #expect(
      try messages("- scale: [train_rows, test_rows]\n  \(way)\n  as: units") == [])
    #expect(
      try messages("- scale: train_rows\n  \(way)\n  as: units")
        == ["`units` did not scale 'price' of `test_rows`, but of other rows"])
    #expect(
      try messages(
        "- scale: [train_rows, test_rows]\n  \(way)\n  as: units\n- scale: test_rows\n  \(way)")
        == ["'price' of `test_rows` was scaled once more after `units`"])
  }

  @Test func refusesALastValueOnAnotherScale() throws {
    func codes(_ scale: String) throws -> [String] {
      try TableFixture.plan(
        TableFixture.lesson([
          (
            "data",
            """
            - dataset: months
            - windows: dataset
              length: 3
            \(scale)
            - baseline: windows
              guess: last_value
            """
          )
        ])
      ).diagnostics.filter { $0.severity == .error }.map(\.code)
    }
    #expect(try codes("") == [])
    #expect(try codes("- scale: windows\n  by: standard") == ["other-scale"])
    // In one action, but each by figures of its own.
    #expect(
      try codes("- scale: windows\n  by: standard\n  columns: [window, sales]") == ["other-scale"])
  }

  /// Steps that are taken for rows leave as many outputs as there are steps.
  @Test func findsOutputsThatAreNoRows() throws {
    let actions = """
      - dataset: months
      - windows: dataset
        length: 3
      - loader: windows
        batch_size: 4
      - model:
          - lstm: {lstm: [1, 6]}
          - last: {select: -1, dim: 0}
          - fc: {linear: [6, 1]}
      - optimizer: SGD
        parameters: model
        lr: 0.1
      - train: model
        loader: loader
        optimizer: optimizer
        loss: mse
        epochs: 1
      """
    let diagnostics = try TableFixture.plan(TableFixture.lesson([("data", actions)])).diagnostics
    let error = try #require(diagnostics.first { $0.severity == .error })
    #expect(
      error.message
        == "`model` gives [3, 1] for 4 rows of `loader`, and the first dimension has to count the rows"
    )
  }
}

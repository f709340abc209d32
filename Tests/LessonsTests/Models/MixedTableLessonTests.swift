import Engine
import Records
import Testing

@testable import Lessons

/// Words and numbers beside each other, and numbers in their own units.
@Suite struct MixedTableLessonTests {
  private static func errors(_ actions: String) throws -> [String] {
    try TableFixture.plan(TableFixture.lesson([("data", actions)])).diagnostics
      .filter { $0.severity == .error }.map(\.message)
  }

  /// As `pd.get_dummies(people, columns=["town", "sex"])` has them.
  @Test func putsAColumnOfItsOwnForEachClass() throws {
    let record = try TableFixture().run(
      TableFixture.lesson([
        ("data", "- dataset: people\n- one_hot: dataset"),
        ("first", "- show: dataset\n  rows: 4"),
      ]))
    let columns = ResultPath("data.tables.dataset.columns")?.value(in: record)
    #expect(columns == ["age", "pay", "town_Aachen", "town_Bonn", "town_Ulm", "sex_f", "sex_m"])
    let rows = try #require(ResultPath("first.shown.value.first")?.value(in: record)?.array)
    let names = ["age", "pay", "town_Aachen", "town_Bonn", "town_Ulm", "sex_f", "sex_m"]
    #expect(
      rows.map { row in names.map { row[$0]?.number ?? -1 } } == [
        [20, 1000, 1, 0, 0, 1, 0], [21, 1057, 0, 1, 0, 0, 1], [22, 1114, 0, 0, 1, 1, 0],
        [23, 1021, 1, 0, 0, 0, 1],
      ])
  }

  @Test func leavesTheFirstClassOutWhereAsked() throws {
    let record = try TableFixture().run(
      TableFixture.lesson([
        (
          "data",
          """
          - dataset: people
          - split: dataset
            test_size: 0.25
          - one_hot: [train_rows, test_rows]
            columns: [sex, town]
            drop_first: true
          - scale: [train_rows, test_rows]
            by: standard
            columns: [age, pay]
            as: scaler
          - loader: train_rows
            batch_size: 8
          - model: [{linear: [4, 1]}]
          - optimizer: SGD
            parameters: model
            lr: 0.1
          - train: model
            loader: loader
            optimizer: optimizer
            loss: mse
            epochs: 2
          """
        )
      ]))
    let columns = ResultPath("data.tables.test_rows.columns")?.value(in: record)
    #expect(columns == ["age", "pay", "sex_m", "town_Bonn", "town_Ulm"])
  }

  @Test func refusesWhatIsNoColumnOfClasses() throws {
    #expect(
      try Self.errors("- dataset: people\n- one_hot: dataset\n  columns: [twon]")
        == ["`dataset` has no column of classes `twon`"])
    #expect(
      try Self.errors("- dataset: people\n- one_hot: dataset\n  columns: [age]")
        == ["`dataset` has no column of classes `age`"])
    #expect(
      try Self.errors("- dataset: people\n- one_hot: dataset\n  columns: [sex, sex]")
        == ["a column is named twice"])
    #expect(
      try Self.errors("- dataset: flowers\n- one_hot: dataset")
        == ["`dataset` has no column of classes but its target"])
    #expect(
      try Self.errors("- dataset: people\n  target: sex\n- one_hot: dataset\n  columns: [sex]")
        == ["`sex` is the target of `dataset`, and a loss takes its classes as they are"])
    #expect(
      try Self.errors("- dataset: people\n- one_hot: [dataset, dataset]")
        == ["`dataset` is named twice"])
    // A wrong one is told of once, whatever builds on its columns.
    #expect(
      try Self.errors(
        "- dataset: people\n- one_hot: dataset\n  columns: []\n- scale: dataset\n  by: standard\n"
          + "  columns: [town_Ulm]"
      ).count == 1)
  }

  /// Words beside numbers go nowhere without it, and the message says what to do.
  @Test func namesTheWayIn() throws {
    let plan = try TableFixture.plan(
      TableFixture.lesson([
        (
          "data",
          "- dataset: people\n- model: [{linear: [3, 1]}]\n- predict: dataset\n  model: model"
        )
      ]))
    let error = try #require(plan.diagnostics.first { $0.severity == .error })
    #expect(error.notes.contains { $0.contains("one_hot") })
  }

  @Test func scoresInTheUnitsOfTheTarget() throws {
    let record = try TableFixture().run(
      TableFixture.lesson([
        (
          "data",
          """
          - dataset: people
            columns: [age]
          - scale: dataset
            by: standard
            columns: [age, pay]
            as: scaler
          - model: [{linear: [1, 1]}]
          """
        ),
        (
          "plain",
          "- evaluate: model\n  rows: dataset\n- baseline: dataset\n  from: dataset"
        ),
        (
          "own",
          """
          - evaluate: model
            rows: dataset
            inverse: scaler
          - baseline: dataset
            from: dataset
            inverse: scaler
          - predict: dataset
            model: model
            inverse: scaler
          """
        ),
      ]))
    func number(_ path: String) throws -> Double {
      try #require(ResultPath(path)?.value(in: record)?.number)
    }
    let pays = (0..<40).map { (row: Int) -> Double in Double(1000 + 7 * row + 50 * (row % 3)) }
    let mean = pays.reduce(0, +) / 40
    let squares = pays.map { (pay: Double) -> Double in (pay - mean) * (pay - mean) }
    let variance = squares.reduce(0, +) / 40
    func expect(_ path: String, _ value: Double, within bar: Double) throws {
      let difference = abs(try number(path) - value)
      #expect(difference < bar, "\(path)")
    }
    try expect("own.baseline.guess", mean, within: 1e-9)
    try expect("own.baseline.mse", variance, within: 1e-6)
    try expect("plain.baseline.mse", 1, within: 1e-12)
    try expect("own.regression.r2", number("plain.regression.r2"), within: 1e-6)
    let rows = try #require(ResultPath("own.predictions")?.value(in: record)?.array)
    let distances = try rows.map { row -> Double in
      let predicted = try #require(row["predicted"]?.number)
      let actual = try #require(row["actual"]?.number)
      return abs(predicted - actual)
    }
    try expect("own.regression.mae", distances.reduce(0, +) / 40, within: 1e-9)
    try expect("own.predictions[3].actual", 1021, within: 1e-9)
  }

  @Test(arguments: [
    ("- evaluate: model\n  rows: dataset\n  inverse: scaler"),
    ("- baseline: dataset\n  from: dataset\n  inverse: scaler"),
    ("- predict: dataset\n  model: model\n  inverse: scaler"),
  ])
  func refusesTheScaleOfOtherColumns(action: String) throws {
    let errors = try Self.errors(
      """
      - dataset: people
        columns: [age]
      - scale: dataset
        by: standard
        as: scaler
      - model: [{linear: [1, 1]}]
      \(action)
      """)
    #expect(errors == ["`scaler` has not scaled the column 'pay', so there is no way back"])
  }
}

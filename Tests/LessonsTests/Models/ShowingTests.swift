import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// `show` and `plot`, and the scores that notebooks of tables ask for.
@Suite struct ShowingTests {
  private let fixture: TableFixture

  init() throws { fixture = try TableFixture() }

  /// Learns a little from flowers, and looks at what came of it.
  private static func lesson(_ looks: String, before: String = "- nothing: here") -> String {
    TableFixture.lesson([
      ("data", "- dataset: flowers\n- loader: dataset\n  batch_size: 16"),
      (
        "learn",
        """
        - model: [{out: {linear: [3, 1]}}, sigmoid]
        - optimizer: SGD
          parameters: model
        - train: model
          loader: loader
          optimizer: optimizer
          loss: bce
          epochs: $epochs
        """
      ),
      (
        "test",
        """
        - evaluate: model
          rows: loader
          threshold: 0.5
        - predict: loader
          model: model
          keep: first_of_each_batch
        """
      ),
      ("before", before),
      ("look", looks),
    ])
  }

  private func run(
    _ text: String, _ options: PlanOptions = PlanOptions(), cache: StepCache? = nil
  ) throws -> RunRecord {
    let (plan, diagnostics) = try TableFixture.plan(text, options)
    try #require(diagnostics.filter { $0.severity == .error } == [])
    let runner = LessonRunner(
      plan: try #require(plan), assets: fixture, threads: 2, cache: cache
    ) { _ in }
    let (record, failure) = runner.run(cancellation: Cancellation())
    #expect(failure == nil, "\(String(describing: failure))")
    return record
  }

  private func value(_ path: String, in record: RunRecord) throws -> JSONValue? {
    try #require(ResultPath(path)).value(in: record)
  }

  @Test func showsAFigureDividedAndRounded() throws {
    let record = try run(
      Self.lesson(
        """
        - show: learn.losses[-1]
          divided_by: learn.batches
          places: 4
        - show: learn.losses[0]
          divided_by: 4
          name: quarter
        - show: learn.order_sha256
          name: order
        """))
    let losses = try #require(try value("learn.losses", in: record)?.array).compactMap(\.number)
    #expect(losses.count == 9)
    #expect(
      try value("look.shown.value", in: record)
        == .number(pythonRounded(losses[8] / 3, places: 4)))
    #expect(try value("look.shown.quarter", in: record) == .number(losses[0] / 4))
    #expect(
      try value("look.shown.order", in: record) == value("learn.order_sha256", in: record))
    #expect(record.step("look")?.printed.count == 3)
  }

  @Test func showsTheFirstRowsOfATable() throws {
    let record = try run(Self.lesson("- show: dataset\n  rows: 2"))
    #expect(try value("look.shown.value.shape", in: record) == [40, 4])
    #expect(
      try value("look.shown.value.first", in: record) == [
        ["width": 0, "height": 0, "age": 0, "kind": "round"],
        ["width": 1, "height": 0.5, "age": 1, "kind": "round"],
      ])
  }

  @Test func drawsColumnsAndWhatStepsHaveMeasured() throws {
    let record = try run(
      Self.lesson(
        """
        - plot: lines
          series: {width: dataset.width, height: dataset.height}
          over: dataset.age
          x: years
        - plot: scatter
          series:
            output: test.predictions[].row
          name: rows
        """))
    let plot = try #require(try value("look.plots.plot", in: record))
    #expect(plot["title"] == "width, height")
    #expect(plot["over"]?.array?.count == 40)
    #expect(plot["series"]?.array?[1]["values"]?.array?[3] == 1.5)
    #expect(plot["y"] == nil)
    // The first rows of batches of 16.
    #expect(
      try value("look.plots.rows.series[0].values", in: record) == [0, 16, 32])
  }

  @Test func scoresTheLastBatchAloneAndTheOrderOfPairs() throws {
    let record = try run(Self.lesson("- nothing: here"))
    #expect(try value("test.held_out.rows", in: record) == 40)
    #expect(try value("test.last_batch.rows", in: record) == 8)
    let area = try #require(try value("test.held_out.roc_auc", in: record)?.number)
    #expect((0...1).contains(area))
    #expect(try value("test.last_batch.roc_auc", in: record) == nil)
  }

  /// A run of one step runs those behind it, those whose results it reads among them.
  @Test func runsTheStepsWhoseResultsAreShown() throws {
    let text = Self.lesson("- show: learn.losses[0]")
    let record = try run(text, PlanOptions(selection: StepSelection(steps: ["look"])))
    #expect(
      record.steps.map(\.status) == [.complete, .complete, .skipped, .skipped, .complete])
    #expect(
      try value("look.shown.value", in: record) == value("learn.losses[0]", in: record))
  }

  @Test(arguments: [
    ("- show: learn.loss[0]", "there is no `loss`"),
    ("- show: lern.losses[0]", "there is no step `lern` before this"),
    ("- show: look.shown.value", "there is no `shown`"),
    ("- show: learn.losses", "`learn.losses` is a list: one figure is shown"),
    ("- show: learn.losses[0]\n  rows: 3", "only a table has rows"),
    ("- show: learn.losses[0]\n  divided_by: 0", "nothing can be divided by 0"),
    ("- show: learn.losses[0]\n  divided_by: learn.losses", "`learn.losses` is none"),
    ("- show: learn.losses[0]\n  places: 18", "no more than 17 decimal places"),
    ("- show: learn.order_sha256\n  places: 2", "only a number is divided and rounded"),
    ("- show: dataset\n  places: 2", "`dataset` is a table"),
    ("- show: model", "`model` is a model of layers, not a table"),
    ("- show: \"a b\"", "neither a table nor a result"),
    ("- plot: bars\n  series: {a: dataset.width}", "lines or scatter"),
    ("- plot: lines\n  series: {a: dataset}", "a series is one column"),
    ("- plot: lines\n  series: {a: dataset.kind}", "no column of single numbers `kind`"),
    ("- plot: lines\n  series: {a: dataset.widht}", "did you mean `width`"),
    ("- plot: lines\n  series: {a: test.predictions}", "a series is a list of numbers"),
    ("- plot: lines\n  series: {a: \"test.predictions[].is\"}", "there is no `is`"),
    ("- plot: lines\n  series: {}", "takes a mapping"),
  ])
  func saysWhatCannotBeShown(look: String, message: String) throws {
    let (plan, diagnostics) = try TableFixture.plan(Self.lesson(look))
    #expect(plan == nil)
    let texts = diagnostics.map { ([$0.message] + $0.notes).joined(separator: " ") }
    #expect(texts.count == 1 && texts[0].contains(message), "\(texts)")
  }

  @Test func refusesANameThatIsATableAndAStep() throws {
    let text = TableFixture.lesson([
      ("dataset", "- dataset: flowers"),
      ("look", "- plot: lines\n  series: {a: dataset.width}"),
    ])
    let messages = try TableFixture.plan(text).diagnostics.map(\.message)
    #expect(messages.contains("`dataset` is a table and a step: rename one of them"))
  }

  @Test func guessesThatNothingChanges() throws {
    let text = TableFixture.lesson([
      ("data", "- dataset: months\n- windows: dataset\n  length: 3"),
      ("guess", "- baseline: windows\n  guess: last_value"),
    ])
    let record = try run(text)
    let series = (0..<40).map { row -> Double in Double((row * 7) % 12) + Double(row) / 4 }
    let changes = zip(series.dropFirst(3), series.dropFirst(2)).map { now, before in now - before }
    let squares = changes.map { $0 * $0 }
    let mse = try #require(try value("guess.baseline.mse", in: record)?.number)
    #expect(abs(mse - squares.reduce(0, +) / 37) < 1e-12)
    #expect(try value("guess.baseline.guess", in: record) == nil)
  }

  @Test(arguments: [
    ("- baseline: dataset\n  guess: last_value", "has no windows of a series"),
    ("- baseline: dataset\n  guess: last_value\n  from: dataset", "`from` has no part in it"),
    ("- baseline: dataset", "baseline needs `from`"),
    ("- split: dataset\n  test_size: 1\n  stratify: true", "cannot all be in both"),
    ("- split: dataset\n  test_size: 9\n  stratify: true\n  shuffle: false", "left in order"),
  ])
  func refusesWhatHasNoSense(action: String, message: String) throws {
    let text = TableFixture.lesson([("data", "- dataset: flowers"), ("look", action)])
    let messages = try TableFixture.plan(text).diagnostics.filter { $0.severity == .error }
      .map(\.message)
    #expect(messages.count == 1 && messages[0].contains(message), "\(messages)")
  }

  @Test func sharesOutClasses() throws {
    let text = TableFixture.lesson([
      ("data", "- dataset: flowers\n- split: dataset\n  test_size: 0.25\n  stratify: true")
    ])
    let record = try run(text)
    let counts = try ["dataset", "test_rows"].map { table in
      try #require(try value("data.tables.\(table).label_counts.long", in: record)?.number)
    }
    #expect(abs(counts[1] - counts[0] / 4) < 1)
  }
}

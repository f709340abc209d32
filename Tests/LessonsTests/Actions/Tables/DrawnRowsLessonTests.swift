import Engine
import Records
import Testing

@testable import Lessons

/// Rows that PyTorch's generator deals out: `random_split`, and loaders with a sampler or without their last
/// batch.
@Suite struct DrawnRowsLessonTests {
  private func run(_ text: String, threads: Int = 2) throws -> RunRecord {
    let (plan, diagnostics) = try TableFixture.plan(text)
    try #require(diagnostics.filter { $0.severity == .error } == [])
    let run = LessonRunner(
      plan: try #require(plan), assets: try TableFixture(), threads: threads
    ) { _ in }.run(cancellation: Cancellation())
    #expect(run.failure == nil)
    return run.record
  }

  private func messages(_ actions: String) throws -> [String] {
    let text = TableFixture.lesson([("data", "- dataset: flowers\n\(actions)")])
    return try TableFixture.plan(text).diagnostics.filter { $0.severity == .error }.map(\.message)
  }

  private static func lesson(split: String, loader: String) -> String {
    TableFixture.lesson([
      (
        "data", "- dataset: flowers\n- split: dataset\n  parts: {first: 25, second: rest}\n\(split)"
      ),
      (
        "learn",
        """
        - loader: first
          batch_size: 8
        \(loader)
        - loader: second
          batch_size: 4
          drop_last: true
          as: others
        - model: [{linear: [3, 2]}]
          as: net
        - optimizer: Adam
          parameters: net
          lr: 0.01
        - train: net
          loader: loader
          optimizer: optimizer
          loss: cross_entropy
          epochs: $epochs
          validate: others
        """
      ),
      ("score", "- evaluate: net\n  rows: others\n  loss: cross_entropy"),
      ("ask", "- predict: others\n  model: net"),
    ])
  }

  /// Expected places: PyTorch 2.15.0, `random_split(range(40), [25, 15])` with seed 42, and by a generator of
  /// its own with seed 7.
  @Test(arguments: [
    ("", [22, 9, 32, 15, 0, 3, 8, 18]), ("  random_state: 7\n", [15, 26, 35, 6, 2, 37, 7, 24]),
  ])
  func dealsRowsOutAsRandomSplitDoes(state: String, first: [Int]) throws {
    let record = try run(
      TableFixture.lesson([
        (
          "data",
          "- dataset: flowers\n- split: dataset\n  parts: {first: 25, second: rest}\n  random_split: true\n\(state)"
        )
      ]))
    func places(_ name: String) -> [Int] {
      ResultPath("data.tables.\(name).indices")?.value(in: record)?.array?.compactMap(\.int) ?? []
    }
    #expect(Array(places("first").prefix(8)) == first)
    #expect(places("first").count == 25 && places("second").count == 15)
    #expect(Set(places("first") + places("second")) == Set(0..<40))
  }

  @Test func countsTheBatchesThatAreHandedOut() throws {
    let text = Self.lesson(split: "", loader: "  sampler: subset_random\n  drop_last: true")
    let record = try run(text)
    func value(_ path: String) -> JSONValue? { ResultPath(path)?.value(in: record) }
    #expect(value("learn.batches") == 3)
    #expect(value("learn.losses")?.array?.count == 9)
    #expect(value("score.held_out.rows") == 12)
    #expect(value("ask.predictions")?.array?.count == 12)
    #expect(try run(text, threads: 5).resultsSHA256 == record.resultsSHA256)
    let whole = try run(Self.lesson(split: "", loader: "  sampler: subset_random"))
    #expect(ResultPath("learn.batches")?.value(in: whole) == 4)
    // The generator stands where it would have stood.
    func order(_ record: RunRecord) -> [JSONValue]? {
      ResultPath("learn.first_batch")?.value(in: record)?.array
    }
    #expect(order(whole) == order(record))
    let shuffled = try run(Self.lesson(split: "", loader: "  shuffle: true"))
    #expect(order(shuffled) != order(record))
  }

  @Test(arguments: [
    (
      "- loader: dataset\n  batch_size: 8\n  shuffle: true\n  sampler: subset_random",
      "`sampler` and `shuffle: true` both give the rows an order"
    ),
    (
      "- loader: dataset\n  batch_size: all\n  sampler: subset_random",
      "with `batch_size: all` rows are handed over as they stand, and no sampler is asked"
    ),
    (
      "- loader: dataset\n  batch_size: all\n  drop_last: true",
      "with `batch_size: all` rows are handed over as they stand, so there is no shorter last batch"
    ),
    (
      "- loader: dataset\n  batch_size: 41\n  drop_last: true",
      "`dataset` has 40 rows: in batches of 41 the only one is left out"
    ),
    (
      "- split: dataset\n  test_size: 0.2\n  random_split: true", "`random_split` goes with `parts`"
    ),
    (
      "- split: dataset\n  parts: {a: 30, b: rest}\n  random_state: 3",
      "`random_state` goes with `test_size`: `parts` take rows in order, and name themselves"
    ),
    (
      "- split: dataset\n  parts: {a: 10, b: 10}\n  random_split: true",
      "`random_split` deals out all rows: `dataset` has 40, and the parts take 20"
    ),
    (
      "- split: dataset\n  parts: {a: 10, b: 10}\n  each_class: true\n  random_split: true",
      "`random_split` draws from all rows: parts that are taken by class, or that the data come in, are not drawn"
    ),
  ])
  func refusesWhatCannotBe(actions: String, message: String) throws {
    #expect(try messages(actions) == [message])
  }

  /// What is built on rows that could not be made is not told of again.
  @Test func saysNothingOfALoaderWhoseRowsAreToldOf() throws {
    let found = try messages(
      "- split: dataset\n  parts: {a: 50}\n- loader: a\n- model: [{linear: [3, 2]}]\n  as: net\n"
        + "- evaluate: net\n  rows: loader")
    #expect(found == ["`dataset` has 40 rows, and the parts would take 41"])
  }

  @Test(arguments: [
    (
      "- transform: dataset\n  steps: [{resizze: [4, 4]}]\n- loader: dataset\n- model: [{linear: [3, 2]}]\n  as: net\n- evaluate: net\n  rows: loader",
      1
    ),
    ("- scale: dataset\n  by: standart\n- loader: dataset\n- show: dataset", 1),
  ])
  func saysNothingOfATableThatAnActionAboveWasToChange(actions: String, count: Int) throws {
    #expect(try messages(actions).count == count)
  }

  @Test func namesAColumnThatIsAskedForTwice() throws {
    let text = TableFixture.lesson([("data", "- dataset: flowers\n  columns: [width, age, width]")])
    let found = try TableFixture.plan(text).diagnostics.filter { $0.severity == .error }
    #expect(found.map(\.message) == ["`width` is named twice"])
  }

  @Test func saysHowATargetIsScaled() throws {
    let text = TableFixture.lesson([
      ("data", "- dataset: prices\n  columns: [price]\n- scale: dataset\n  by: standard")
    ])
    let found = try TableFixture.plan(text).diagnostics.filter { $0.severity == .error }
    #expect(found.map(\.message) == ["there is no column of numbers to scale"])
    #expect(found.first?.notes == ["name the target to scale it: `columns: [price]`"])
  }
}

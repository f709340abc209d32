import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// Tables of points on a line, tensors that begin with values of the author's own, and loaders that are only
/// looked at.
@Suite struct FirstValuesTests {
  private let fixture: TableFixture

  init() throws { fixture = try TableFixture() }

  private func run(_ steps: [(id: String, actions: String)]) throws -> RunRecord {
    let (plan, diagnostics) = try TableFixture.plan(TableFixture.lesson(steps))
    try #require(diagnostics.filter { $0.severity == .error } == [])
    let runner = LessonRunner(plan: try #require(plan), assets: fixture, threads: 2) { _ in }
    let (record, failure) = runner.run(cancellation: Cancellation())
    #expect(failure == nil, "\(String(describing: failure))")
    return record
  }

  private func value(_ path: String, in record: RunRecord) throws -> JSONValue? {
    try #require(ResultPath(path)).value(in: record)
  }

  @Test func makesPointsOnALineInSinglePrecision() throws {
    let record = try run([
      ("data", "- line: [0, 1, 0.02]\n  slope: 0.7\n  intercept: 0.3\n  as: points"),
      ("look", "- show: points\n  rows: 50"),
    ])
    #expect(try value("data.tables.points.rows", in: record) == 50)
    let rows = try #require(try value("look.shown.value.first", in: record)?.array)
    for (place, row) in rows.enumerated() {
      let x = Float(try #require(row["x"]?.number))
      let y = Float(try #require(row["y"]?.number))
      #expect(abs(x - Float(place) * 0.02) < 1e-6)
      #expect(y == Float(0.7) * x + Float(0.3))
    }
  }

  private static func model(_ more: String) -> [(id: String, actions: String)] {
    [
      ("data", "- dataset: flowers"),
      ("build", "- model: [{hidden: {linear: [3, 4]}}, relu, {out: {linear: [4, 1]}}]\n" + more),
    ]
  }

  @Test func beginsWithOtherValues() throws {
    let plain = try run(Self.model("  as: model"))
    let record = try run(
      Self.model(
        "  initial: [{of: [out.weight, out.bias], constant: 0.5}, {of: hidden.bias, constant: 0.0}]"
      ))
    func first(_ tensor: String, _ record: RunRecord) throws -> JSONValue? {
      try #require(record.step("build")?.results["initial"]?[tensor]?["first"])
    }
    #expect(try first("out.weight", record) == [0.5, 0.5, 0.5, 0.5])
    #expect(try first("out.bias", record) == [0.5])
    #expect(try first("hidden.bias", record) == [0, 0, 0, 0])
    // All layers have drawn before.
    #expect(try first("hidden.weight", record) == first("hidden.weight", plain))
  }

  /// Where nothing else is drawn, the first tensor to be filled gets the generator's first numbers.
  @Test func drawsNothingElseWhereAsked() throws {
    let all = "{of: [out.weight, hidden.weight, hidden.bias, out.bias], uniform: [0.0, 1.0]}"
    let record = try run(Self.model("  initial: [\(all)]\n  initial_at: instead"))
    let generator = TorchGenerator(seed: 42)
    let expected = (0..<4).map { _ in JSONValue.float(generator.uniform(0, 1)) }
    #expect(
      record.step("build")?.results["initial"]?["out.weight"]?["first"] == .array(expected))
  }

  @Test(arguments: [
    ("initial: [{of: out.wieght, constant: 1.0}]", "did you mean `out.weight`"),
    ("initial: [{of: out.bias, xavier_uniform: 1.0}]", "has no inputs and outputs"),
    ("initial: [{of: out.bias, zeros: 1.0}]", "there is no first value `zeros`"),
    ("initial: [{of: out.bias, normal: 1.0}]", "it is written `normal: [mean, deviation]`"),
    ("initial: [{of: out.bias, uniform: [1.0, 0.0]}]", "it is written `uniform: [low, high]`"),
    ("initial: [{of: out.weight, kaiming_normal: [fan, relu]}]", "it is written `kaiming_normal:"),
    ("initial: [{of: out.bias, constant: 1.0}]\n  initial_at: instead", "nothing fills `hidden."),
    ("initial: [{constant: 1.0}]", "a list of mappings"),
  ])
  func refusesFirstValuesThatCannotBe(argument: String, message: String) throws {
    let text = TableFixture.lesson(Self.model("  \(argument)"))
    let errors = try TableFixture.plan(text).diagnostics.filter { $0.severity == .error }
    let texts = errors.map { ([$0.message] + $0.notes).joined(separator: " ") }
    #expect(texts.count == 1 && texts[0].contains(message), "\(texts)")
  }

  @Test(arguments: ["[0, 1, 0]", "[0, 1]", "[1, 0, 0.1]", "[0, 1, 1e-9]", "[0, 1, x]"])
  func refusesALineWithoutPoints(range: String) throws {
    let text = TableFixture.lesson([
      ("data", "- line: \(range)\n  slope: 1\n  intercept: 0"), ("look", "- show: dataset"),
    ])
    #expect(try TableFixture.plan(text).plan == nil)
  }

  /// A loader draws when it begins, also where nothing is computed of its rows.
  @Test func goesThroughLoadersThatAreLookedAt() throws {
    func order(_ more: String) throws -> JSONValue? {
      let record = try run([
        (
          "data",
          "- dataset: flowers\n- loader: dataset\n  batch_size: 16\n  shuffle: true\n"
            + "- loader: dataset\n  batch_size: 40\n  as: held_out"
        ),
        (
          "train",
          """
          - model: [{out: {linear: [3, 1]}}, sigmoid]
          - optimizer: SGD
            parameters: model
          - train: model
            loader: loader
            optimizer: optimizer
            loss: bce
            epochs: 2\(more)
          """
        ),
        ("score", "- evaluate: model\n  rows: held_out\n  threshold: 0.5"),
      ])
      return try value("train.order_sha256", in: record)
    }
    #expect(try order("") != order("\n  looks: [held_out]"))
    #expect(try order("\n  validate: held_out") == order("\n  looks: [held_out]"))
  }
}

import Engine
import Foundation
import Records
import Testing

@testable import Lessons

/// `pictures` on small shapes of 4 by 4 numbers from 0 to 10.
@Suite struct PicturesTests {
  private let fixture: TableFixture

  init() throws { fixture = try TableFixture() }

  private static func lesson(_ look: String) -> String {
    TableFixture.lesson([
      ("data", "- dataset: shapes"),
      ("more", "- dataset: flowers\n  as: flowers"),
      ("build", "- model: [flatten, {out: {linear: [16, 3]}}]"),
      ("say", "- predict: dataset\n  model: model"),
      ("few", "- split: dataset\n  parts: {some: 10, others: rest}\n  each_class: false"),
      ("look", look),
    ])
  }

  private func run(_ look: String) throws -> (record: RunRecord, failure: StepFailure?) {
    let (plan, diagnostics) = try TableFixture.plan(Self.lesson(look))
    try #require(diagnostics.filter { $0.severity == .error } == [])
    let runner = LessonRunner(plan: try #require(plan), assets: fixture, threads: 2) { _ in }
    return runner.run(cancellation: Cancellation())
  }

  private func shown(_ look: String, name: String = "pictures") throws -> [JSONValue] {
    let (record, failure) = try run(look)
    #expect(failure == nil, "\(String(describing: failure))")
    return try #require(record.step("look")?.results["pictures"]?[name]?.array)
  }

  @Test func showsTheFirstRowsUnderAName() throws {
    let pictures = try shown(
      "- pictures: dataset\n  white: 10\n  most: 4\n  name: first", name: "first")
    #expect(pictures.map { $0["row"] } == [0, 1, 2, 3])
  }

  @Test func showsEverySoManiethRowAsBytes() throws {
    let pictures = try shown("- pictures: dataset\n  white: 10\n  every: 20\n  most: 3")
    #expect(pictures.map { $0["row"] } == [0, 20])
    #expect(pictures.map { $0["actual"] } == ["one", "three"])
    #expect(pictures.allSatisfy { $0["shape"] == [4, 4, 1] && $0["predicted"] == nil })
    let pixels = try #require(pictures[1]["pixels"]?.string.flatMap { Data(base64Encoded: $0) })
    let expected = (0..<16).map { place -> UInt8 in
      UInt8((Double((20 * 5 + place * 3) % 11) * 25.5).rounded(.toNearestOrEven))
    }
    #expect(Array(pixels) == expected)
  }

  @Test func showsMistakesAlone() throws {
    let all = try shown(
      "- pictures: dataset\n  white: 10\n  most: 36\n  predictions: say.predictions")
    #expect(all.count == 36)
    let wrong = try shown(
      "- pictures: dataset\n  white: 10\n  most: 36\n  predictions: say.predictions\n  only: mistakes"
    )
    #expect(wrong.allSatisfy { $0["predicted"] != $0["actual"] })
    let first = all.filter { $0["predicted"] != $0["actual"] }
    #expect(!first.isEmpty && Array(wrong.prefix(first.count)) == first)
  }

  @Test func refusesPredictionsOfOtherRows() throws {
    let (_, failure) = try run("- pictures: some\n  predictions: say.predictions")
    #expect(failure?.message == "`say.predictions` is of other rows than `some`")
  }

  @Test(arguments: [
    ("- pictures: flowers", "`flowers` has 0 columns of pictures"),
    ("- pictures: dataset\n  column: kind", "no column of pictures `kind`"),
    ("- pictures: dataset\n  most: 37", "at most 36 pictures are shown, not 37"),
    ("- pictures: dataset\n  only: mistakes", "mistakes are those of `predictions`"),
    ("- pictures: dataset\n  predictions: say.logits", "there is no `logits`"),
    ("- pictures: dataset\n  predictions: dataset", "is not what a model says of rows"),
    ("- pictures: dataset\n  white: 0", "a number above 0"),
    ("- pictures: dataset\n  restore: {mean: [1, 2, 3], std: [1, 1, 1]}", "each of 1 channels"),
    ("- pictures: dataset\n  restore: {mean: [1]}", "takes a mean and a std"),
    ("- pictures: model", "not a table"),
  ])
  func saysWhatCannotBeShown(look: String, message: String) throws {
    let (plan, diagnostics) = try TableFixture.plan(Self.lesson(look))
    #expect(plan == nil)
    let texts = diagnostics.filter { $0.severity == .error }.map {
      ([$0.message] + $0.notes).joined(separator: " ")
    }
    #expect(texts.count == 1 && texts[0].contains(message), "\(texts)")
  }
}

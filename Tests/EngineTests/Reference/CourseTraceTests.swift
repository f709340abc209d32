import Base
import CourseTrainings
import Foundation
import Testing

@testable import Engine

/// Whole trainings of the course beside PyTorch's traces of them, on the real tables.
@Suite struct CourseTraceTests {
  private struct Trace {
    let json: JSONValue

    init(_ name: String) throws { json = try JSONReader.value(of: try fixture(name + ".json")) }

    func numbers(_ key: String) -> [Double] { json[key]?.array?.compactMap(\.number) ?? [] }

    func digest(_ key: String, _ name: String) -> String? { json[key]?[name]?.string }
  }

  private static func distance(
    _ ours: [Double], _ theirs: [Double], _ count: Int = .max, isRelative: Bool = false
  ) -> Double {
    guard ours.count >= min(count, theirs.count) else { return .infinity }
    return zip(ours.prefix(count), theirs.prefix(count)).map {
      abs($0 - $1) / (isRelative ? abs($1) : 1)
    }.max() ?? .infinity
  }

  private func losses(_ course: CourseTraining, threads: Int = 2) throws -> [Double] {
    try course.run(threads: threads).losses.map(Double.init)
  }

  @Test(.enabled(if: TestAssets.breastCancer != nil))
  func lesson6_1() throws {
    let course = try CourseTraining.lesson6_1(data: #require(TestAssets.breastCancer))
    let trace = try Trace("6_1-42")
    let losses = try losses(course)
    #expect(losses.count == 100 && Self.distance(losses, trace.numbers("losses")) < 2e-6)
    let outputs = try course.predictions().map(Double.init)
    #expect(Self.distance(outputs, trace.numbers("test_outputs")) < 2e-6)
  }

  @Test(.enabled(if: TestAssets.diabetes != nil))
  func lesson6_2() throws {
    let course = try CourseTraining.lesson6_2(data: #require(TestAssets.diabetes))
    let trace = try Trace("6_2-42")
    let losses = try losses(course)
    #expect(
      losses.count == 800
        && Self.distance(losses, trace.numbers("losses"), isRelative: true) < 2e-6)
    let predictions = try course.predictions().map(Double.init)
    #expect(Self.distance(predictions, trace.numbers("predictions"), isRelative: true) < 2e-6)
  }

  /// Two computations of this training have nothing in common after some thousand steps: see
  /// docs/numerics.md.
  @Test(.enabled(if: TestAssets.airline != nil))
  func lesson8_1() throws {
    var course = try CourseTraining.lesson8_1(data: #require(TestAssets.airline))
    course.training.loop.maxBatches = 400
    let (trace, exact) = (try Trace("8_1-42"), try Trace("8_1-42-double"))
    let losses = try losses(course)
    let theirs = trace.numbers("losses")
    #expect(losses.count == 400 && Self.distance(losses, theirs, 200) < 2e-6)
    // No further from double precision than twice PyTorch's own distance.
    let double = exact.numbers("losses")
    #expect(
      Self.distance(losses, double, 200) < 2 * Self.distance(theirs, double, 200))
  }

  @Test(.enabled(if: TestAssets.digits != nil))
  func lesson7_1() throws {
    var course = try CourseTraining.lesson7_1(data: #require(TestAssets.digits))
    course.training.loop.maxBatches = 13
    let (trace, exact) = (try Trace("7_1-42"), try Trace("7_1-42-double"))
    let losses = try losses(course)
    let theirs = trace.numbers("losses")
    #expect(Self.distance(losses, theirs, 3) < 2e-6)
    let own = Self.distance(theirs, exact.numbers("losses"), 13)
    #expect(Self.distance(losses, theirs, 13) <= max(1e-3, 3 * own))
  }

  /// Pictures as PyTorch's and Pillow's ways of resizing have them.
  @Test(.enabled(if: TestAssets.digits != nil))
  func picturesOfDigits() throws {
    let digits = try Digits(try #require(TestAssets.digits))
    let trace = try Trace("7_1-42")
    for (split, name) in [(Digits.Split.validation, "val"), (.test, "test")] {
      #expect(
        SHA256Digest.hex(of: digits.resizedBytes(split)) == trace.digest("resized_sha256", name))
    }
    guard case .numbers(let pictures) = digits.rows(.train).inputs[0] else { return }
    let text = try #require(trace.json["first_picture"]?["train"]?.string)
    let bytes = try #require(Data(base64Encoded: text))
    let expected = bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    #expect(expected.count == 3072)
    #expect(largestDifference(Array(pictures.array.prefix(3072)), expected.doubles) < 1e-6)
  }
}

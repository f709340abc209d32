import Foundation
import Testing

@testable import Lessons

/// What is wrong with pictures' steps, new classes and parts is said while a lesson is planned.
@Suite struct TransformDiagnosticsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var actions: String
    /// The line that is at fault, of the actions.
    var line: Int
    var message: String
    var testDescription: String { message }

    init(_ actions: String, _ line: Int, _ message: String) {
      (self.actions, self.line, self.message) = (actions, line, message)
    }
  }

  private static func steps(_ steps: String, _ message: String) -> Case {
    Case("- dataset: shapes\n- transform: dataset\n  steps: [\(steps)]", 3, message)
  }

  static let cases = [
    steps(
      "{picture: {white: 10}}",
      "after these steps they are pictures still, and a model takes numbers"),
    steps("to_tensor", "`to_tensor` makes numbers of a picture, and they are numbers already"),
    steps(
      "grayscale", "`grayscale` needs a picture, and after `to_tensor` it is none: put it before"),
    steps(
      "{resize: [0, 4]}",
      "`resize` takes [HEIGHT, WIDTH] or one number, each a whole number from 1 to 4096"),
    steps(
      "{resize: [4, 4, 4]}",
      "`resize` takes [HEIGHT, WIDTH] or one number, each a whole number from 1 to 4096"),
    steps(
      "{picture: {black: 1}}", "`picture` takes the number that stands for white: {white: 255}"),
    steps(
      "{picture: {white: 0}}", "`picture` takes the number that stands for white: {white: 255}"),
    steps(
      "{normalize: {mean: [0.5]}}",
      "`normalize` takes a mean and a std for each channel: {mean: [0.5], std: [0.5]}"),
    steps("{normalize: {mean: [0.5], std: [0]}}", "`normalize` divides by std: each is above 0"),
    steps(
      "{normalize: {mean: [0.5, 0.5], std: [1, 1]}}",
      "`normalize` needs a mean and a std for each of 1 channels, and has 2 and 2"),
    steps("resise", "there is no step `resise`"),
    steps("{rgb: 3}", "`rgb` takes no value"),
    steps(
      "random_rotation",
      "`random_rotation` makes other numbers of a picture each time, and here they are made once, before training"
    ),
    steps("random_horizontal_flop", "there is no step `random_horizontal_flop`"),
    steps(
      "{random_horizontal_flip: 1.5}",
      "`random_horizontal_flip` takes a probability from 0 to 1; alone it means 0.5"),
    steps(
      "random_crop",
      "`random_crop` takes [HEIGHT, WIDTH] or one number, each a whole number from 1 to 4096"),
    steps(
      "{random_crop: {size: 3, mode: edge}}",
      "`random_crop` takes a size, and may have a padding of zeros: {size: [32, 32], padding: 4}"),
    steps(
      "{random_crop: {size: 3, padding: [1, 2, 3]}}",
      "`padding` takes one number, two (left and right, top and bottom) or four (left, top, right, bottom), each a whole number from 0 to 4096"
    ),
    steps(
      "{random_crop: {size: 7, padding: 1}}",
      "`random_crop` needs at least [7, 7], and there is [6, 6], padding counted in"),
    steps(
      "random_vertical_flip, {resize: [2, 2]}",
      "`resize` is done once, before training, and cannot stand behind a step that draws anew: put it before"
    ),
    steps(
      "{random_crop: 3}, {center_crop: 2}",
      "`center_crop` is done once, before training, and cannot stand behind a step that draws anew: put it before"
    ),
    Case(
      "- dataset: shapes\n  target: pixels\n- transform: dataset\n  steps: [random_vertical_flip]",
      4,
      "'pixels' is the target of `dataset`: what goes into a model is drawn, not what it is to say"),
    steps("{resize: 4, rgb: 1}", "a step is one word, or one word with a value: resize: [32, 32]"),
    Case(
      "- dataset: flowers\n- transform: dataset\n  steps: [rgb]", 2,
      "`dataset` has 0 columns of pictures"),
    Case(
      "- dataset: shapes\n- transform: dataset\n  column: kind\n  steps: [rgb]", 3,
      "`dataset` has no column of pictures `kind`"),
    Case(
      "- dataset: flowers\n- relabel: dataset\n  classes: {a: [round], b: [lnog]}", 3,
      "there is no class `lnog`"),
    Case(
      "- dataset: shapes\n- relabel: dataset\n  classes: {a: [one], b: [two]}", 3,
      "the class `three` is in none of the new classes"),
    Case(
      "- dataset: shapes\n- relabel: dataset\n  classes: {a: [one, two], b: [two, three]}", 3,
      "`two` is in two classes"),
    Case(
      "- dataset: flowers\n- relabel: dataset\n  column: age\n  classes: {a: [0], b: [x]}", 4,
      "the column holds numbers, and `x` is none"),
    Case(
      "- dataset: months\n- relabel: dataset\n  classes: {a: [0], b: [1]}", 2,
      "`dataset` has no target: say which column"),
    Case(
      "- dataset: flowers\n- split: dataset\n  parts: {a: 30, b: 11}", 3,
      "`dataset` has 40 rows, and the parts would take 41"),
    Case(
      "- dataset: flowers\n- split: dataset\n  parts: {a: 40, b: rest}", 3,
      "`dataset` has 40 rows, and the parts would take 40 and leave none"),
    Case(
      "- dataset: flowers\n- split: dataset\n  parts: {a: rest, b: rest}", 3,
      "one part can be the rest, not 2"),
    Case(
      "- dataset: flowers\n- split: dataset\n  parts: {a: train, b: 3}", 3,
      "parts are counted out, or those that the data come in: not both"),
    Case(
      "- dataset: flowers\n- split: dataset\n  parts: {a: train}", 3,
      "`dataset` comes whole and has no part `train`"),
    Case(
      "- dataset: flowers\n- split: dataset\n  parts: {a: 3, b: rest}\n  shuffle: true", 4,
      "`shuffle` goes with `test_size`: `parts` take rows in order, and name themselves"),
    Case(
      "- dataset: flowers\n- split: dataset\n  test_size: 3\n  each_class: true", 4,
      "`each_class` goes with `parts`"),
    Case("- dataset: flowers\n- split: dataset", 2, "split needs `test_size` or `parts`"),
    Case(
      "- dataset: prices\n- split: dataset\n  parts: {a: 3, b: rest}\n  each_class: true", 3,
      "`dataset` has no target of classes to take rows of each"),
  ]

  @Test(arguments: cases)
  func refusesWithAPlace(wrong: Case) throws {
    let text = TableFixture.lesson([("data", wrong.actions)])
    let (plan, diagnostics) = try TableFixture.plan(text)
    let errors = diagnostics.filter { $0.severity == .error }
    #expect(plan == nil && errors.map(\.message) == [wrong.message])
    let first = text.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.hasPrefix("```step") }
    #expect(errors.first?.range.lowerBound.line == (first ?? 0) + 1 + wrong.line)
  }
}

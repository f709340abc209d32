import Foundation
import Testing

@testable import Lessons

/// A variant with one mistake: the code of its message, and what stands in the variant with the place
/// marked.
private struct BrokenVariant: Sendable, CustomTestStringConvertible {
  var code: String
  var fences: String

  init(_ code: String, _ fences: String) { (self.code, self.fences) = (code, fences) }

  var testDescription: String { "\(code): \(fences)" }
}

/// Broken variants are refused with their place, those of a lesson and those of a student alike.
@Suite struct BrokenVariantTests {
  fileprivate static let cases: [BrokenVariant] = [
    .init(
      "unknown-step",
      #"""
      ```instead «dta»
      - dataset: flowers
      ```
      """#),
    .init(
      "same-step",
      #"""
      ```instead «build»
      - model: [{out: {linear: [3, 1]}}, sigmoid]
      - optimizer: SGD
        parameters: model
      ```
      """#),
    .init(
      "duplicate-id",
      #"""
      ```instead data
      - dataset: flowers
      - loader: dataset
        batch_size: 8
      ```

      ```instead «data»
      - dataset: flowers
      - loader: dataset
        batch_size: 4
      ```
      """#),
    .init(
      "missing-id",
      #"""
      ```«instead»
      - dataset: flowers
      ```
      """#),
    .init(
      "bad-id",
      #"""
      ```instead «a:b»
      - dataset: flowers
      ```
      """#),
    .init(
      "unknown-attribute",
      #"""
      ```instead data «cell»=3
      - dataset: flowers
      ```
      """#),
    .init(
      "attribute-value",
      #"""
      ```instead data seed=«x»
      - dataset: flowers
      ```
      """#),
    .init(
      "attribute-value",
      #"""
      ```instead data seed=«-1»
      - dataset: flowers
      ```
      """#),
    .init(
      "attribute-value",
      #"""
      ```instead data «seed=»
      - dataset: flowers
      ```
      """#),
    .init(
      "duplicate-attribute",
      #"""
      ```instead data seed=1 «seed»=2
      - dataset: flowers
      ```
      """#),
    .init(
      "directive-syntax",
      #"""
      ```instead data «more»
      - dataset: flowers
      ```
      """#),
    .init(
      "empty-step",
      #"""
      ```instead data
      «flowers»
      ```
      """#),
    .init(
      "empty-step",
      #"""
      ```instead data
      «dataset: flowers»
      ```
      """#),
    .init(
      "action-syntax",
      #"""
      ```instead data
      - «flowers»
      ```
      """#),
    .init(
      "action-syntax",
      #"""
      ```instead data
      - dataset: flowers
      - «[loader]»
      ```
      """#),
    .init(
      "unknown-action",
      #"""
      ```instead data
      - «datset»: flowers
      ```
      """#),
    .init(
      "to-do",
      #"""
      ```instead data
      - «todo»: "still to be written"
      ```
      """#),
    .init(
      "unknown-argument",
      #"""
      ```instead data
      - dataset: flowers
      - loader: dataset
        «batch_sise»: 8
      ```
      """#),
    .init(
      "missing-argument",
      #"""
      ```instead build
      - model: [{out: {linear: [3, 1]}}, sigmoid]
      - «optimizer»: SGD
      ```
      """#),
    .init(
      "missing-argument",
      #"""
      ```instead learn
      - «train»: model
        loader: loader
        optimizer: optimizer
        loss: bce
      ```
      """#),
    .init(
      "missing-argument",
      #"""
      ```instead learn
      - «train»: model
        loader: loader
        optimizer: optimizer
        epochs: 2
      ```
      """#),
    .init(
      "wrong-type",
      #"""
      ```instead data
      - dataset: flowers
      - loader: dataset
        batch_size: «many»
      ```
      """#),
    .init(
      "wrong-type",
      #"""
      ```instead data
      - dataset: flowers
      - loader: dataset
        batch_size: «0»
      ```
      """#),
    .init(
      "wrong-type",
      #"""
      ```instead data
      - dataset: flowers
      - loader: dataset
        batch_size: 8
        shuffle: «maybe»
      ```
      """#),
    .init(
      "wrong-type",
      #"""
      ```instead build
      - model: [{out: {linear: [3, 1]}}, sigmoid]
      - optimizer: SGD
        parameters: model
        lr: «-1»
      ```
      """#),
    .init(
      "wrong-type",
      #"""
      ```instead learn
      - train: model
        loader: loader
        optimizer: optimizer
        loss: bce
        epochs: «1.5»
      ```
      """#),
    .init(
      "unknown-asset",
      #"""
      ```instead data
      - dataset: «flowrs»
      - loader: dataset
        batch_size: 8
      ```
      """#),
    .init(
      "path-in-lesson",
      #"""
      ```instead data
      - dataset: «../flowers.csv»
      - loader: dataset
        batch_size: 8
      ```
      """#),
    .init(
      "path-in-lesson",
      #"""
      ```instead data
      - dataset: «/etc/passwd»
      - loader: dataset
        batch_size: 8
      ```
      """#),
    .init(
      "path-in-lesson",
      #"""
      ```instead data
      - dataset: «..»
      - loader: dataset
        batch_size: 8
      ```
      """#),
    .init(
      "path-in-lesson",
      #"""
      ```instead build
      - backbone: «./model»
      - model: [{out: {linear: [3, 1]}}, sigmoid]
      - optimizer: SGD
        parameters: model
      ```
      """#),
    .init(
      "unknown-parameter",
      #"""
      ```instead data
      - dataset: flowers
      - loader: dataset
        batch_size: «$batch»
      ```
      """#),
    .init(
      "wrong-type",
      #"""
      ```instead data
      - dataset: «$epochs»
      - loader: dataset
        batch_size: 8
      ```
      """#),
    .init(
      "unknown-name",
      #"""
      ```instead data
      - dataset: flowers
      - loader: «rows»
        batch_size: 8
      ```
      """#),
    .init(
      "wrong-kind",
      #"""
      ```instead learn
      - train: «dataset»
        loader: loader
        optimizer: optimizer
        loss: bce
        epochs: $epochs
      ```
      """#),
    .init(
      "wrong-kind",
      #"""
      ```instead learn
      - train: model
        loader: «model»
        optimizer: optimizer
        loss: bce
        epochs: 2
      ```
      """#),
    .init(
      "unknown-layer",
      #"""
      ```instead build
      - model: [{out: {«liner»: [3, 1]}}, sigmoid]
      - optimizer: SGD
        parameters: model
      ```
      """#),
    .init(
      "shape-mismatch",
      #"""
      ```instead build
      - model: [{out: «{linear: [4, 1]}»}, sigmoid]
      - optimizer: SGD
        parameters: model
      ```
      """#),
    .init(
      "unknown-argument",
      #"""
      ```instead build
      - model: [{out: {linear: [3, 1], «biass»: false}}, sigmoid]
      - optimizer: SGD
        parameters: model
      ```
      """#),
    .init(
      "wrong-type",
      #"""
      ```instead build
      - model: [{out: {linear: [3, 1]}}, sigmoid]
      - optimizer: «Adamm»
        parameters: model
      ```
      """#),
    .init(
      "unknown-loss",
      #"""
      ```instead learn
      - train: model
        loader: loader
        optimizer: optimizer
        loss: «bcee»
        epochs: 2
      ```
      """#),
    .init(
      "unknown-schedule",
      #"""
      ```instead learn
      - train: model
        loader: loader
        optimizer: optimizer
        loss: bce
        epochs: 2
        schedule: «cosin»
      ```
      """#),
    .init(
      "class-count",
      #"""
      ```instead learn
      - train: model
        loader: loader
        optimizer: optimizer
        loss: «cross_entropy»
        epochs: 2
      ```
      """#),
    .init(
      "nothing-to-train",
      #"""
      ```instead learn
      - freeze: model
      - train: «model»
        loader: loader
        optimizer: optimizer
        loss: bce
        epochs: $epochs
      ```
      """#),
    .init(
      "duplicate-result",
      #"""
      ```instead learn
      - train: model
        loader: loader
        optimizer: optimizer
        loss: bce
        epochs: $epochs
      - «train»: model
        loader: loader
        optimizer: optimizer
        loss: bce
        epochs: $epochs
      ```
      """#),
    .init(
      "unknown-column",
      #"""
      ```instead data
      - dataset: flowers
      - scale: dataset
        by: standard
        fitted_on: dataset
        columns: «[colour]»
      - loader: dataset
        batch_size: 8
      ```
      """#),
    .init(
      "unknown-part",
      #"""
      ```instead data
      - dataset: flowers
      - split: dataset
        parts: «{test_rows: train}»
      - loader: dataset
        batch_size: 8
      ```
      """#),
    .init(
      "too-many-rows",
      #"""
      ```instead data
      - dataset: months
      - windows: dataset
        length: «40»
      - loader: windows
        batch_size: 8
      ```
      """#),
    .init(
      "unknown-step",
      #"""
      ```instead learn
      - train: model
        loader: loader
        optimizer: optimizer
        loss: bce
        epochs: $epochs
      - show: «lern.losses[-1]»
      ```
      """#),
    .init(
      "yaml-syntax",
      #"""
      ```instead data
      - dataset: [flowers«»
      ```
      """#),
    .init(
      "yaml-anchor",
      #"""
      ```instead data
      - dataset: «»&a flowers
      ```
      """#),
    .init(
      "duplicate-key",
      #"""
      ```instead data
      - dataset: flowers
        «as»: a
        as: b
      ```
      """#),
    .init(
      "yaml-tag",
      #"""
      ```instead data
      - dataset: «»!!python/object flowers
      ```
      """#),
  ]

  @Test func areFifty() { #expect(Self.cases.count >= 50) }

  @Test(arguments: cases.indices) func areRefusedInALesson(_ index: Int) throws {
    let broken = Self.cases[index]
    let marked = MarkedText(
      TableFixture.lesson(OwnPlannerTests.steps) + "\n<!-- variant wrong -->\nWhat if?\n\n"
        + broken.fences + "\n<!-- end -->\n")
    let outcome = try TableFixture.plan(marked.text)
    #expect(outcome.plan == nil)
    let errors = outcome.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.code) == [broken.code], "\(errors)")
    #expect(errors.first?.range.lowerBound == marked.ranges.first?.lowerBound, "\(errors)")
    #expect(errors.first?.file == "tiny.md")
  }

  @Test(arguments: cases.indices) func areRefusedInAnswers(_ index: Int) throws {
    let broken = Self.cases[index]
    let marked = MarkedText("## why\n\n" + broken.fences + "\n")
    let outcome = try OwnPlannerTests.outcome(Self.own(marked.text))
    #expect(outcome.plan == nil)
    let errors = outcome.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.code) == [broken.code], "\(errors)")
    #expect(errors.first?.range.lowerBound == marked.ranges.first?.lowerBound, "\(errors)")
    #expect(errors.first?.file == "mine.md")
  }

  /// The fences of a text, as the reader of answers hands them over.
  private static func own(_ text: String) -> OwnText {
    var fences: [OwnText.Fence] = []
    var isOpen = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```"), !isOpen {
        let info = String(line.dropFirst(3))
        fences.append(.init(line: index + 1, info: info, column: 4, body: []))
        isOpen = true
      } else if line == "```" {
        isOpen = false
      } else if isOpen {
        fences[fences.count - 1].body.append(String(line))
      }
    }
    return OwnText(
      question: "why", fences: fences, source: SourceText(file: "mine.md", text: text))
  }
}

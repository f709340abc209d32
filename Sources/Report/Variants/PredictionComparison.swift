import Foundation
import Records

/// What two runs make of a sentence.
package struct PredictionComparison: Sendable, Equatable {
  package var step: String
  package var text: String
  /// The printed label and its probability: `positive (0.520)`.
  package var a: String
  package var b: String

  /// The predictions of two runs, in A's order; steps that both have.
  package static func of(_ a: RunRecord, _ b: RunRecord) -> [PredictionComparison] {
    a.steps.compactMap { step in
      guard step.status == .complete, let other = b.step(step.id), other.status == .complete,
        let left = answer(step.results), let right = answer(other.results)
      else { return nil }
      let texts = [step, other].map { OneLine.of($0.results[.text]?.string ?? "") }
      return PredictionComparison(
        step: OneLine.of(step.id),
        text: texts[0] == texts[1] ? texts[0] : texts.joined(separator: " | "), a: left, b: right)
    }
  }

  private static func answer(_ results: [String: JSONValue]) -> String? {
    guard let label = results[.printedLabel]?.string else { return nil }
    let probability = results[.argmax]?.int.flatMap { index -> Double? in
      guard let list = results[.probabilities]?.array, list.indices.contains(index) else {
        return nil
      }
      return list[index].number
    }
    let share = probability.map { String(format: " (%.4f)", $0) } ?? ""
    return OneLine.of(label, limit: 60) + share
  }
}

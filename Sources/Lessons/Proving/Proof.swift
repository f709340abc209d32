import Records

/// A run of a lesson held against what its script in PyTorch has measured, step by step.
package struct Proof: Sendable {
  /// A place where the two part.
  package struct Difference: Sendable, Equatable {
    package var step: String
    /// A result's key or a tensor, such as `losses[3]`.
    package var place: String
    /// From 1, all epochs counted together; `nil` where the place is of no batch.
    package var batch: Int?
    /// What was found, in the middle of a sentence.
    package var reason: String

    package var text: String {
      "step \(step)" + (batch.map { ", batch \($0)" } ?? "") + ", \(place): \(reason)"
    }
  }

  /// The outcome of one step.
  package struct Step: Sendable {
    package var id: String
    /// Figures and tensors that are as they should be.
    package var agreeing = 0
    /// In the order in which they arise.
    package var differences: [Difference] = []
    /// What is shown and not judged, and why.
    package var shown: [String] = []
    /// Results that the script has no words for.
    package var unspoken: [String] = []
    /// Batches of its training that are judged, and all of them.
    package var horizon: (judged: Int, of: Int)?
  }

  package var steps: [Step]

  /// The first place where they part.
  package var first: Difference? { steps.lazy.compactMap(\.differences.first).first }
  package var passes: Bool { first == nil }
  /// Figures and tensors that agree.
  package var agreeing: Int { steps.reduce(0) { $0 + $1.agreeing } }

  /// - Parameter theirs: the script's record.
  package init(_ record: RunRecord, against theirs: JSONValue) {
    let written = theirs["steps"]?.array ?? []
    steps = record.steps.filter { $0.status == .complete }.enumerated().map { index, step in
      guard index < written.count, written[index]["id"]?.string == step.id else {
        var missing = Step(id: step.id)
        missing.differences = [
          Difference(
            step: step.id, place: "all of it", reason: "the script did not get so far")
        ]
        return missing
      }
      return StepProof(step, written[index]).outcome()
    }
  }
}

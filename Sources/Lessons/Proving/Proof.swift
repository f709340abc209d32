import Records

/// A run of a lesson held against what its script in PyTorch has measured, step by step.
public struct Proof: Sendable {
  /// A place where the two part.
  public struct Difference: Sendable, Equatable {
    public var step: String
    /// A result's key or a tensor, such as `losses[3]`.
    public var place: String
    /// From 1, all epochs counted together; `nil` where the place is of no batch.
    public var batch: Int?
    /// What was found, in the middle of a sentence.
    public var reason: String

    public var text: String {
      "step \(step)" + (batch.map { ", batch \($0)" } ?? "") + ", \(place): \(reason)"
    }
  }

  /// The outcome of one step.
  public struct Step: Sendable {
    public var id: String
    /// Figures and tensors that are as they should be.
    public var agreeing = 0
    /// In the order in which they arise.
    public var differences: [Difference] = []
    /// What is shown and not judged, and why.
    public var shown: [String] = []
    /// Results that the script has no words for.
    public var unspoken: [String] = []
    /// Batches of its training that are judged, and all of them.
    public var horizon: (judged: Int, of: Int)?
  }

  public var steps: [Step]

  /// The first place where they part.
  public var first: Difference? { steps.lazy.compactMap(\.differences.first).first }
  public var passes: Bool { first == nil }
  /// Figures and tensors that agree.
  public var agreeing: Int { steps.reduce(0) { $0 + $1.agreeing } }

  /// - Parameter theirs: the script's record.
  public init(_ record: RunRecord, against theirs: JSONValue) {
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

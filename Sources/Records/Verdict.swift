import Base

/// The result of judging.
public enum Verdict: String, Codable, Sendable {
  case pass, fail
  case notApplicable = "not applicable"
  /// It could not be evaluated: never a "no".
  case error
}

/// One constraint with its verdict.
public struct ConstraintRecord: Codable, Sendable, Equatable {
  /// The full path, step included: `train-head.mean_loss[0]`.
  public var path: String
  /// The constraint as the lesson writes it: `< 0.3`.
  public var constraint: String
  public var verdict: Verdict
  /// What the run has at that path, `nil` where it has nothing.
  public var measured: JSONValue?
  /// Why it fails, or why it could not be evaluated.
  public var message: String?
  /// The line of the lesson file, from 1.
  public var line: Int

  public init(
    path: String, constraint: String, verdict: Verdict, measured: JSONValue? = nil,
    message: String? = nil, line: Int
  ) {
    self.path = path
    self.constraint = constraint
    self.verdict = verdict
    self.measured = measured
    self.message = message
    self.line = line
  }
}

/// One `expect` block's constraint for one step.
public struct ExpectationRecord: Codable, Sendable, Equatable {
  public var step: String
  public var check: ConstraintRecord

  public init(step: String, check: ConstraintRecord) { (self.step, self.check) = (step, check) }
}

/// One claim, judged.
public struct ClaimRecord: Codable, Sendable, Equatable {
  public var id: String
  public var cell: String?
  public var question: String?
  /// What the lesson's author expects: whether the claim holds.
  public var expectedToHold: Bool
  /// Whether it does in this run, `nil` where that is not applicable or could not be evaluated.
  public var holds: Bool?
  /// Pass when `holds` equals `expectedToHold`.
  public var verdict: Verdict
  public var checks: [ConstraintRecord]

  enum CodingKeys: String, CodingKey {
    case id, cell, question, holds, verdict, checks
    case expectedToHold = "expected_to_hold"
  }

  public init(
    id: String, cell: String?, question: String?, expectedToHold: Bool, holds: Bool?,
    verdict: Verdict, checks: [ConstraintRecord]
  ) {
    self.id = id
    self.cell = cell
    self.question = question
    self.expectedToHold = expectedToHold
    self.holds = holds
    self.verdict = verdict
    self.checks = checks
  }
}

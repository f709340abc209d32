import Base

/// The result of judging.
package enum Verdict: String, Codable, Sendable {
  case pass, fail
  case notApplicable = "not applicable"
  /// It could not be evaluated: never a "no".
  case error
}

/// One constraint with its verdict.
package struct ConstraintRecord: Codable, Sendable, Equatable {
  /// The full path, step included: `train-head.mean_loss[0]`.
  package var path: String
  /// The constraint as the lesson writes it: `< 0.3`.
  package var constraint: String
  package var verdict: Verdict
  /// What the run has at that path, `nil` where it has nothing.
  package var measured: JSONValue?
  /// Why it fails, or why it could not be evaluated.
  package var message: String?
  /// The line of the lesson file, from 1.
  package var line: Int

  package init(
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
package struct ExpectationRecord: Codable, Sendable, Equatable {
  package var step: String
  package var check: ConstraintRecord

  package init(step: String, check: ConstraintRecord) { (self.step, self.check) = (step, check) }
}

/// One claim, judged.
package struct ClaimRecord: Codable, Sendable, Equatable {
  package var id: String
  package var cell: String?
  package var question: String?
  /// What the lesson's author expects: whether the claim holds; `nil` in a hand-out, which does not tell.
  package var expectedToHold: Bool?
  /// Whether it does in this run, `nil` where that is not applicable or could not be evaluated.
  package var holds: Bool?
  /// Pass when `holds` equals `expectedToHold`; not applicable where nothing is expected.
  package var verdict: Verdict
  package var checks: [ConstraintRecord]

  /// Whether the run was asked, whatever came of it.
  package var isJudged: Bool { holds != nil || verdict == .error }
  /// Whether the run says whether it holds, and the lesson does not.
  package var isUntold: Bool { holds != nil && expectedToHold == nil }

  enum CodingKeys: String, CodingKey {
    case id, cell, question, holds, verdict, checks
    case expectedToHold = "expected_to_hold"
  }

  package init(
    id: String, cell: String?, question: String?, expectedToHold: Bool?, holds: Bool?,
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

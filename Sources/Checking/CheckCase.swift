import HandIn
import Lessons
import Records

/// One thing that a check looks at, as test reports name it: the lesson's validity, a step, a claim,
/// the marking, whether two replays agree.
///
/// Names and order are the same from run to run.
struct CheckCase: Sendable, Equatable {
  enum Outcome: Sendable, Equatable {
    case passed
    /// Something is not as the lesson says.
    case failed
    /// It could not be looked at: a step broke, a constraint has no value, a lesson is invalid.
    case error
    /// It was not to be looked at, or something before it broke; with the reason.
    case skipped(String)
  }

  /// Something to be shown at a place of a file.
  struct Finding: Sendable, Equatable {
    var file: String
    /// From 1.
    var line: Int
    var message: String
  }

  var name: String
  /// The line of the lesson file, from 1.
  var line: Int
  var outcome: Outcome
  var findings: [Finding] = []
  var assertions = 0
  var seconds = 0.0
}

extension CheckedLesson {
  /// Everything that was looked at, in order.
  var cases: [CheckCase] {
    var cases = [validity]
    cases += steps
    cases += claims
    if record?.status == .complete { cases.append(something) }
    if hasAnswers, leftOut == nil { cases.append(marking) }
    if let determinism { cases.append(agreement(determinism)) }
    return cases
  }

  private var validity: CheckCase {
    let errors = diagnostics.filter { $0.severity == .error }
    var valid = CheckCase(name: "the lesson is valid", line: 1, outcome: .passed)
    guard errors.isEmpty else {
      valid.outcome = .error
      valid.findings = errors.map { finding in
        CheckCase.Finding(
          file: finding.file, line: finding.range.lowerBound.line,
          message: "\(finding.message) [\(finding.code)]")
      }
      return valid
    }
    // What broke outside of any step: a download, a disk.
    if let trouble, record?.steps.contains(where: { $0.error != nil }) != true {
      valid.name = "the lesson can be run"
      valid.outcome = .error
      valid.findings = [at(1, trouble)]
    }
    return valid
  }

  // MARK: - Steps and claims

  private var steps: [CheckCase] {
    (lesson?.blocks ?? []).compactMap { block in
      guard case .step(let step) = block else { return nil }
      return self.step(step.id.value, line: step.range.lowerBound.line)
    }
  }

  private func step(_ id: String, line: Int) -> CheckCase {
    var step = CheckCase(name: id, line: line, outcome: .passed)
    guard let run = record?.step(id) else {
      step.outcome = .skipped(
        leftOut ?? (isValidationOnly ? "nothing was to be run" : "the lesson did not run"))
      return step
    }
    step.seconds = run.seconds
    if let error = run.error {
      step.outcome = .error
      step.findings = [at(line, "step \(id) \(run.status.rawValue): \(error)")]
      return step
    }
    guard run.status != .skipped else {
      step.outcome = .skipped("the run was to be of other steps")
      return step
    }
    guard run.status == .complete else {
      step.outcome = .skipped("a step before it did not complete")
      return step
    }
    let checks = (record?.expectations ?? []).filter { $0.step == id }.map(\.check)
    return judged(step, checks.map { ($0.verdict, at($0.line, Judgement.text(of: $0))) })
  }

  private var claims: [CheckCase] {
    (lesson?.blocks ?? []).compactMap { block in
      guard case .claim(let claim) = block else { return nil }
      let line = claim.range.lowerBound.line
      let judged = record?.claims.first { $0.id == claim.id.value }
      var found = CheckCase(name: "claim \(claim.id.value)", line: line, outcome: .passed)
      guard let judged else {
        let reason =
          record?.status == .complete
          ? "it is about a step that was skipped" : "there is no complete run to judge it by"
        found.outcome = .skipped(leftOut ?? reason)
        return found
      }
      if judged.isUntold {
        found.outcome = .skipped("the lesson does not tell whether it holds")
        return found
      }
      let text = ([Judgement.text(of: judged)] + Judgement.details(of: judged))
        .joined(separator: "; ")
      return self.judged(found, [(judged.verdict, at(line, "claim \(judged.id): \(text)"))])
    }
  }

  private func judged(
    _ base: CheckCase, _ verdicts: [(verdict: Verdict, finding: CheckCase.Finding)]
  ) -> CheckCase {
    var judged = base
    judged.assertions = verdicts.count { $0.verdict != .notApplicable }
    judged.findings = verdicts.filter { !Judgement.isFine($0.verdict) }.map(\.finding)
    if verdicts.contains(where: { $0.verdict == .fail }) {
      judged.outcome = .failed
    } else if !judged.findings.isEmpty {
      judged.outcome = .error
    } else if !verdicts.isEmpty, judged.assertions == 0 {
      judged.outcome = .skipped("not applicable: nothing that is expected is meant for this run")
    }
    return judged
  }

  // MARK: - The whole

  private var something: CheckCase {
    var something = CheckCase(name: "something was judged", line: 1, outcome: .passed)
    if let emptiness = judgement?.emptiness {
      something.outcome = .failed
      something.findings = [at(1, emptiness)]
    }
    return something
  }

  private var marking: CheckCase {
    CheckCase(
      name: "the marking is right", line: 1, outcome: scoring.isEmpty ? .passed : .failed,
      findings: scoring.map { problem in
        CheckCase.Finding(
          file: problem.file ?? file, line: problem.line ?? 1,
          message: "answer \(problem.question): \(problem.message)")
      })
  }

  private func agreement(_ determinism: Determinism) -> CheckCase {
    let line = determinism.difference.flatMap { difference in
      cases(named: difference.step).first?.line
    }
    return CheckCase(
      name: "two replays agree", line: line ?? 1,
      outcome: determinism.difference == nil ? .passed : .failed,
      findings: determinism.difference == nil ? [] : [at(line ?? 1, determinism.text)])
  }

  private func cases(named step: String) -> [CheckCase] { steps.filter { $0.name == step } }

  private func at(_ line: Int, _ message: String) -> CheckCase.Finding {
    CheckCase.Finding(file: file, line: line, message: message)
  }
}

import Records

/// Compares a run with what its lesson expects and claims.
enum Judge {
  /// The verdicts on every expectation of a completed step and on every claim, in the order of the
  /// lesson.
  ///
  /// What reads a result of a step that was skipped has none.
  static func judge(
    _ plan: LessonPlan, record: RunRecord
  ) -> (expectations: [ExpectationRecord], claims: [ClaimRecord]) {
    judge(
      plan.lesson,
      as: Circumstances(
        parameters: plan.parameters, hasChanges: !plan.changedParameters.isEmpty,
        profile: plan.profile, variant: plan.variant, seed: plan.seed),
      record)
  }

  /// What a `when` line asks of a run.
  struct Circumstances {
    var parameters: [String: JSONValue]
    /// Whether some parameter differs from the lesson's default.
    var hasChanges: Bool
    var profile: String?
    /// What is said of no variant is said of the lesson itself.
    var variant: String?
    var seed: Int
  }

  static func judge(
    _ lesson: ParsedLesson, as run: Circumstances, _ record: RunRecord
  ) -> (expectations: [ExpectationRecord], claims: [ClaimRecord]) {
    var expectations: [ExpectationRecord] = []
    var claims: [ClaimRecord] = []
    for block in lesson.blocks {
      switch block {
      case .expect(let expect):
        guard record.step(expect.step.value)?.status == .complete else { continue }
        let isMeant = isMeant(expect.when, lesson, run, record)
        expectations += expect.checks.filter { !readsSkipped($0, record) }.map { check in
          ExpectationRecord(
            step: expect.step.value, check: judge(check, isMeant: isMeant, record))
        }
      case .claim(let claim):
        guard !claim.checks.contains(where: { readsSkipped($0, record) }) else { continue }
        claims.append(
          judge(claim, isMeant: isMeant(claim.when, lesson, run, record), record))
      default: continue
      }
    }
    return (expectations, claims)
  }

  /// Whether a block is meant for a run with these parameters, this profile and this seed.
  private static func isMeant(
    _ when: When, _ lesson: ParsedLesson, _ run: Circumstances, _ record: RunRecord
  ) -> Bool {
    guard when.variant == run.variant else { return false }
    switch when {
    case .any: return true
    case .defaults:
      return !run.hasChanges && run.seed == lesson.frontMatter.seed.value
    case .matching(let wanted):
      return wanted.allSatisfy { name, value in
        switch name {
        case "profile": run.profile.map(JSONValue.string) ?? .null == value
        case "seed": .int(run.seed) == value
        case "variant": true
        // Of lessons written for products that differed from machine to machine.
        case "kernel_fingerprint": true
        default: run.parameters[name] == value
        }
      }
    }
  }

  private static func readsSkipped(_ check: ParsedCheck, _ record: RunRecord) -> Bool {
    let paths = [check.path.value] + check.constraint.value.otherPaths.compactMap(ResultPath.init)
    return paths.contains { record.step($0.step)?.status == .skipped }
  }

  private static func judge(
    _ check: ParsedCheck, isMeant: Bool, _ record: RunRecord
  ) -> ConstraintRecord {
    var judged = ConstraintRecord(
      path: check.path.value.description, constraint: check.text, verdict: .notApplicable,
      line: check.path.range.lowerBound.line)
    guard isMeant else { return judged }
    judged.measured = check.path.value.value(in: record)
    let result = check.constraint.value.evaluate(judged.measured) { path in
      ResultPath(path)?.value(in: record)
    }
    (judged.verdict, judged.message) = (result.verdict, result.message)
    if judged.measured == nil, let reason = check.path.value.absence(in: record) {
      judged.message = reason
    }
    return judged
  }

  /// A claim holds if all its constraints do.
  ///
  /// Where one of them cannot be evaluated, neither can it.
  private static func judge(
    _ claim: ParsedClaim, isMeant: Bool, _ record: RunRecord
  ) -> ClaimRecord {
    let checks = claim.checks.map { judge($0, isMeant: isMeant, record) }
    var judged = ClaimRecord(
      id: claim.id.value, cell: claim.cell?.value, question: claim.question?.value,
      expectedToHold: claim.holds.value, holds: nil, verdict: .notApplicable, checks: checks)
    guard isMeant else { return judged }
    guard !checks.contains(where: { $0.verdict == .error }), !checks.isEmpty else {
      judged.verdict = .error
      return judged
    }
    let holds = checks.allSatisfy { $0.verdict == .pass }
    judged.holds = holds
    if let expected = claim.holds.value { judged.verdict = holds == expected ? .pass : .fail }
    return judged
  }
}

import Records

/// What the judging of one run comes to, in lines for a terminal.
struct Judgement {
  private let record: RunRecord
  private let constraints: [ConstraintRecord]

  init(_ record: RunRecord) {
    self.record = record
    constraints = record.expectations.map(\.check)
  }

  /// Whether something was judged, and all of it came out as the lesson says.
  var passes: Bool { isComplete && judgesSomething && failures.isEmpty && failedClaims.isEmpty }

  private var isComplete: Bool {
    record.status == .complete && record.steps.contains { $0.status == .complete }
  }

  private var judgesSomething: Bool {
    (constraints.map(\.verdict) + record.claims.map(\.verdict)).contains { $0 != .notApplicable }
  }

  private var failures: [ConstraintRecord] {
    constraints.filter { $0.verdict == .fail || $0.verdict == .error }
  }

  private var failedClaims: [ClaimRecord] {
    record.claims.filter { $0.verdict == .fail || $0.verdict == .error }
  }

  /// A line for everything that did not come out as the lesson says, then the counts.
  func text(file: String) -> String {
    var lines = failures.map { "\(file):\($0.line): \(Self.text(of: $0))" }
    lines += failedClaims.flatMap { Self.lines(of: $0, file: file) }
    if !isComplete {
      lines.append("\(file): nothing ran")
    } else if !judgesSomething {
      lines.append("\(file): nothing was expected of this run")
    }
    let expectations = Self.counts(constraints.map(\.verdict))
    let claims = Self.counts(record.claims.map(\.verdict))
    lines.append("\(record.lesson.id): expectations: \(expectations); claims: \(claims)")
    let cached = record.steps.filter(\.fromCache).map(\.id)
    if !cached.isEmpty {
      lines.append(
        "\(record.lesson.id): from the cache, not computed now: \(cached.joined(separator: ", ")); "
          + "--fresh computes them again")
    }
    return lines.joined(separator: "\n")
  }

  private static func text(of constraint: ConstraintRecord) -> String {
    let verdict = constraint.verdict == .error ? "cannot be judged" : "fails"
    let message = constraint.message.map { ": \($0)" } ?? ""
    return "\(constraint.path): \(constraint.constraint): \(verdict)\(message)"
  }

  /// A claim that would answer a question is named, but not what the run says of it.
  private static func lines(of claim: ClaimRecord, file: String) -> [String] {
    let line = claim.checks.first?.line ?? 1
    guard claim.question == nil || claim.verdict == .error else {
      return ["\(file):\(line): claim \(claim.id): not as the lesson says"]
    }
    let expected = "not as the lesson says (holds=\(claim.expectedToHold ? "yes" : "no"))"
    let verdict = claim.verdict == .error ? "cannot be judged" : expected
    let checks = claim.checks.filter { $0.verdict != .pass && $0.verdict != .notApplicable }
    return ["\(file):\(line): claim \(claim.id): \(verdict)"] + checks.map { "  \(text(of: $0))" }
  }

  private static func counts(_ verdicts: [Verdict]) -> String {
    let parts: [(Verdict, String)] = [
      (.pass, "pass"), (.fail, "fail"), (.error, "cannot be judged"),
      (.notApplicable, "not applicable"),
    ]
    let counted = parts.compactMap { verdict, word in
      let count = verdicts.count { $0 == verdict }
      return count > 0 ? "\(count) \(word)" : nil
    }
    return counted.isEmpty ? "none" : counted.joined(separator: ", ")
  }
}

import HandIn
import Records

/// The verdicts on one run, in lines for a terminal.
package struct Judgement: Sendable {
  private let record: RunRecord
  private let constraints: [ConstraintRecord]

  package init(_ record: RunRecord) {
    self.record = record
    constraints = record.expectations.map(\.check)
  }

  /// Whether something was judged, and all of it came out as the lesson says.
  package var passes: Bool { emptiness == nil && failures.isEmpty && failedClaims.isEmpty }

  /// One line where something did not come out as the lesson says; `nil` where all did.
  package var failing: String? {
    let parts = [
      (failures.count, "expectation fails", "expectations fail"),
      (failedClaims.count, "claim is not as the lesson says", "claims are not as the lesson says"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// Why a run without a failure shows nothing all the same; `nil` for one that shows something.
  var emptiness: String? {
    guard record.steps.contains(where: { $0.status == .complete }) else { return "nothing ran" }
    guard record.status == .complete else { return "the run did not complete" }
    let isJudged = constraints.contains { $0.verdict != .notApplicable }
    guard !isJudged, !record.claims.contains(where: \.isJudged) else { return nil }
    return "nothing was expected of this run"
  }

  private var failures: [ConstraintRecord] { constraints.filter { !Self.isFine($0.verdict) } }

  private var failedClaims: [ClaimRecord] { record.claims.filter { !Self.isFine($0.verdict) } }

  static func isFine(_ verdict: Verdict) -> Bool { verdict == .pass || verdict == .notApplicable }

  /// A line for everything that did not come out as the lesson says, then the counts.
  ///
  /// - Parameters:
  ///   - unjudged: how many expectations and claims nobody could judge.
  ///   - isServed: whether nothing was run, so that no step can have been computed now.
  package func text(file: String, unjudged: Int = 0, isServed: Bool = false) -> String {
    var lines = failures.map { "\(file):\($0.line): \(Self.text(of: $0))" }
    lines += failedClaims.flatMap { Self.lines(of: $0, file: file) }
    if let emptiness { lines.append("\(file): \(emptiness)") }
    lines.append("\(record.lesson.id): \(counts(unjudged: unjudged))")
    if record.engine.rounding != EngineRecord.exactProducts {
      lines.append(
        "\(record.lesson.id): multiplied by \(OneLine.of(record.engine.rounding, limit: 40)), whose "
          + "bits are its own, and not by the engine")
    }
    let cached = isServed ? [] : record.steps.filter(\.fromCache).map(\.id)
    if !cached.isEmpty {
      lines.append(
        "\(record.lesson.id): from the cache, not computed now: \(cached.joined(separator: ", ")); "
          + "--fresh computes them again")
    }
    return lines.joined(separator: "\n")
  }

  /// `expectations: 3 pass, 1 fail; claims: none`.
  func counts(unjudged: Int = 0) -> String {
    let expectations = Self.counts(constraints.map(\.verdict))
    let untold = record.claims.filter(\.isUntold)
    var claims = Self.counts(record.claims.filter { !$0.isUntold }.map(\.verdict))
    if !untold.isEmpty {
      let text = "\(untold.count) judged, the lesson does not tell which hold"
      claims = claims == "none" ? text : "\(claims), \(text)"
    }
    let skipped = unjudged > 0 ? "; \(unjudged) skipped, not judged" : ""
    return "expectations: \(expectations); claims: \(claims)\(skipped)"
  }

  /// A constraint that did not come out, on one line: what it says may quote data and models.
  static func text(of constraint: ConstraintRecord) -> String {
    let verdict = constraint.verdict == .error ? "cannot be judged" : "fails"
    let message = constraint.message.map { ": \(OneLine.of($0, limit: 500))" } ?? ""
    let wanted = OneLine.of(constraint.constraint, limit: 300)
    return "\(constraint.path): \(wanted): \(verdict)\(message)"
  }

  /// A claim that did not come out.
  ///
  /// One that would answer a question is named, but not what the run says of it.
  static func text(of claim: ClaimRecord) -> String {
    guard claim.question == nil || claim.verdict == .error else { return "not as the lesson says" }
    return claim.verdict == .error
      ? "cannot be judged"
      : "not as the lesson says (holds=\(claim.expectedToHold == true ? "yes" : "no"))"
  }

  /// The constraints behind ``text(of:)-(ClaimRecord)`` that may be told.
  static func details(of claim: ClaimRecord) -> [String] {
    guard claim.question == nil || claim.verdict == .error else { return [] }
    return claim.checks.filter { !isFine($0.verdict) }.map { text(of: $0) }
  }

  private static func lines(of claim: ClaimRecord, file: String) -> [String] {
    ["\(file):\(claim.checks.first?.line ?? 1): claim \(claim.id): \(text(of: claim))"]
      + details(of: claim).map { "  \($0)" }
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

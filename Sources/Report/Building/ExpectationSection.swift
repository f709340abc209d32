import Records

/// What the lesson's author expects of a run, in sum and, folded, one by one.
///
/// Claims behind a question are counted here, never named with their verdict.
enum ExpectationSection {
  static func blocks(_ record: RunRecord) -> [ReportBlock] {
    guard !record.expectations.isEmpty || !record.claims.isEmpty else { return [] }
    var blocks: [ReportBlock] = [.heading(level: 2, content: ["Expectations"])]
    if record.expectations.isEmpty {
      blocks.append(["The lesson states no expectations for this run."])
    } else {
      blocks.append(.paragraph([.text(sum(record.expectations.map(\.check.verdict)))]))
      blocks += folds(record.expectations)
    }
    if !record.claims.isEmpty { blocks.append(.paragraph([.text(claims(record))])) }
    return blocks
  }

  /// Counts what was judged, as the status line and `lesson check` do; what does not apply to a run
  /// is none of that.
  private static func sum(_ verdicts: [Verdict]) -> String {
    let judged = verdicts.filter { $0 != .notApplicable }
    let others = verdicts.count - judged.count
    let isOne = others == 1
    let applying = "not applicable to this run"
    guard !judged.isEmpty else {
      return "\(NumberText.count(others, "expectation")), \(applying)."
    }
    let parts: [(Verdict, String)] = [
      (.pass, "met"), (.fail, "not met"), (.error, "could not be judged"),
    ]
    let counts = parts.compactMap { verdict, words -> String? in
      let count = judged.count { $0 == verdict }
      return count == 0 ? nil : "\(count) \(words)"
    }
    return NumberText.count(judged.count, "expectation") + ": "
      + counts.joined(separator: ", ") + "."
      + (others == 0 ? "" : " \(others) more \(isOne ? "is" : "are") \(applying).")
  }

  private static func folds(_ expectations: [ExpectationRecord]) -> [ReportBlock] {
    let unmet = expectations.filter { [.fail, .error].contains($0.check.verdict) }
    let others = expectations.filter { ![.fail, .error].contains($0.check.verdict) }
    var blocks: [ReportBlock] = []
    if !unmet.isEmpty { blocks.append(.table(table("Expectations not met", unmet))) }
    if !others.isEmpty {
      let title = unmet.isEmpty ? "All expectations" : "The other expectations"
      blocks.append(.fold(.init([.text(title)], staysShut: true, [.table(table(title, others))])))
    }
    return blocks
  }

  private static func table(_ caption: String, _ expectations: [ExpectationRecord]) -> ReportTable {
    ReportTable(
      caption,
      columns: [.text("value"), .text("expected"), .text("this run has"), .text("verdict")],
      rows: expectations.map { expectation in
        let check = expectation.check
        return [
          [.code(check.path)], [.code(check.constraint)], ClaimSection.measured(check),
          [.text(word(check.verdict))],
        ]
      })
  }

  private static func word(_ verdict: Verdict) -> String {
    switch verdict {
    case .pass: "✓ met"
    case .fail: "✗ not met"
    case .notApplicable: "not applicable"
    case .error: "! cannot be judged"
    }
  }

  private static func claims(_ record: RunRecord) -> String {
    let claims = record.claims
    let hidden = claims.count { $0.question != nil }
    let differing = claims.count { $0.verdict == .fail || $0.verdict == .error }
    let owner = record.lesson.hasNotebook ? " of the notebook" : ""
    var text = NumberText.count(claims.count, "claim") + owner + " judged"
    if hidden > 0 { text += ", \(hidden) of them behind the questions" }
    if differing > 0 { text += "; \(differing) not as the lesson expects" }
    return text + "."
  }
}

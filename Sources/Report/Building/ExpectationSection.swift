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
    if !record.claims.isEmpty { blocks.append(.paragraph([.text(claims(record.claims))])) }
    return blocks
  }

  private static func sum(_ verdicts: [Verdict]) -> String {
    let parts: [(Verdict, String)] = [
      (.pass, "met"), (.fail, "not met"), (.error, "could not be judged"),
      (.notApplicable, "not applicable to this run"),
    ]
    let counts = parts.compactMap { verdict, words -> String? in
      let count = verdicts.count { $0 == verdict }
      return count == 0 ? nil : "\(count) \(words)"
    }
    return NumberText.count(verdicts.count, "expectation") + ": "
      + counts.joined(separator: ", ") + "."
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

  private static func claims(_ claims: [ClaimRecord]) -> String {
    let hidden = claims.count { $0.question != nil }
    let differing = claims.count { $0.verdict == .fail || $0.verdict == .error }
    var text = NumberText.count(claims.count, "claim") + " of the notebook judged"
    if hidden > 0 { text += ", \(hidden) of them behind the questions" }
    if differing > 0 { text += "; \(differing) not as the lesson expects" }
    return text + "."
  }
}

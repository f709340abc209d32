import Records

/// What a lesson expects and claims of itself, with the values that its variant has in those places.
///
/// Whether something holds is said of the lesson alone: it was never meant for the variant.
struct VariantVerdicts {
  let plain: RunRecord
  let variant: RunRecord
  let name: String

  /// Claims behind a question stand with that question.
  var blocks: [ReportBlock] {
    let expected = plain.expectations.filter { $0.check.verdict != .notApplicable }
      .compactMap { row($0.check, of: "expected") }
    let claimed = plain.claims.filter { $0.question == nil && $0.isJudged }
      .flatMap { claim in claim.checks.compactMap { row($0, of: "claim \(claim.id)") } }
    let behind = plain.claims.count { $0.question != nil }
    var blocks: [ReportBlock] = []
    let rows = claimed + expected
    if !rows.isEmpty {
      let title = "What the lesson claims and expects of itself, where the variant differs"
      blocks.append(
        .fold(
          .init(
            [.text("\(title): \(NumberText.count(rows.count))")], [.table(table(title, rows))])))
    } else if !plain.expectations.isEmpty || plain.claims.count > behind {
      blocks.append(["Nothing that the lesson expects or claims of itself is another here."])
    }
    // In the lesson's own report a claim has the lesson's own values alone.
    if behind > 0, variant.plainRun != nil {
      let count = NumberText.count(behind, "claim")
      blocks.append([.note("\(count) behind questions: what this variant has is shown there.")])
    }
    return blocks.isEmpty
      ? [] : [.heading(level: 4, content: ["Claims and expectations"])] + blocks
  }

  /// The values of one claim in both runs; `nil` where it was not judged in the lesson.
  func evidence(of id: String) -> ReportBlock? {
    guard let claim = plain.claims.first(where: { $0.id == id }), claim.isJudged
    else { return nil }
    let rows = claim.checks.map {
      cells($0, of: claim.holds.map { $0 ? "holds" : "does not hold" })
    }
    return .table(table("The claim’s values in the lesson itself and in this variant", rows))
  }

  private func table(_ caption: String, _ rows: [[[ReportInline]]]) -> ReportTable {
    ReportTable(
      caption,
      columns: [
        .text("value"), .text("constraint"), .text("the lesson has"), .text(name),
        .text("in the lesson"),
      ], rows: rows)
  }

  private func row(_ check: ConstraintRecord, of what: String) -> [[ReportInline]]? {
    let new = ResultPath(check.path)?.value(in: variant)
    guard new != check.measured else { return nil }
    let verdict = check.verdict == .pass ? "met" : "not met"
    return cells(check, of: "\(what), \(verdict)")
  }

  private func cells(_ check: ConstraintRecord, of what: String?) -> [[ReportInline]] {
    let value = { (value: JSONValue?) -> [ReportInline] in
      value.map { [.code(ResultText.plain($0, limit: 32))] } ?? ["–"]
    }
    return [
      [.code(check.path)], [.code(ResultText.cut(check.constraint, 48))], value(check.measured),
      value(ResultPath(check.path)?.value(in: variant)), [.text(what ?? "could not be judged")],
    ]
  }
}

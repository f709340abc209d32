import Records

/// What the notebook says, against what the run shows, with the evidence.
struct ClaimSection {
  let context: ReportContext

  func blocks(_ claim: ClaimBlock) -> [ReportBlock] {
    let filler = ProseFiller(record: context.record)
    var source: [ReportInline] = [.strong(["The notebook says"])]
    if let place = NotebookSection.place(cell: claim.cell, name: claim.cellName) {
      source.append(.note(" · \(place)"))
    }
    var blocks: [ReportBlock] = [.paragraph(source), .quote(filler.blocks(claim.content))]
    guard let judged = context.record.claims.first(where: { $0.id == claim.id }) else {
      blocks.append([.strong(["This run shows"]), ": nothing, for it was not judged."])
      return blocks
    }
    blocks.append(.paragraph([.strong(["This run shows"]), .text(": " + verdict(judged))]))
    if let section = VariantSection(ofVariant: context.record),
      let both = VariantVerdicts(
        plain: section.plain, variant: section.variant, name: section.name
      ).evidence(of: claim.id)
    {
      blocks.append(both)
    } else if !judged.checks.isEmpty {
      blocks.append(.table(Self.evidence(judged.checks)))
    }
    if judged.verdict == .fail {
      blocks.append(
        .alert(
          title: "Not as the lesson expects",
          [["The lesson’s author expected that the claim ", .text(expected(judged))]]))
    }
    return blocks
  }

  private func expected(_ claim: ClaimRecord) -> String {
    claim.expectedToHold == true ? "holds." : "does not hold."
  }

  private func verdict(_ claim: ClaimRecord) -> String {
    switch (claim.verdict, claim.holds) {
    case (.error, _): "the claim could not be judged."
    case (_, true?): "✓ it holds."
    case (_, false?): "✗ it does not hold."
    case (.notApplicable, nil):
      context.record.variant == nil
        ? "the claim was not judged, for it is about a run with other parameters."
        : "the claim was not judged, for it is about the lesson itself."
    case (_, nil): "the claim could not be judged."
    }
  }

  /// Constraints beside what the run has in their place.
  static func evidence(_ checks: [ConstraintRecord]) -> ReportTable {
    ReportTable(
      "Evidence",
      columns: [
        .text("value"), .text("the claim needs"), .text("this run has"), .text("so it is"),
      ],
      rows: checks.map { check in
        [
          [.code(check.path)], [.code(check.constraint)], evident(check),
          [.text(word(check.verdict))],
        ]
      })
  }

  /// A single value speaks for itself; of a list the message tells which place decides.
  private static func evident(_ check: ConstraintRecord) -> [ReportInline] {
    guard let value = check.measured, value.array == nil, check.verdict == .fail else {
      return measured(check)
    }
    return [.code(ResultText.plain(value, limit: 48))]
  }

  static func measured(_ check: ConstraintRecord) -> [ReportInline] {
    var cell: [ReportInline] =
      check.measured.map { [.code(ResultText.plain($0, limit: 48))] } ?? ["–"]
    if check.verdict != .pass, let message = check.message { cell.append(.note(" " + message)) }
    return cell
  }

  private static func word(_ verdict: Verdict) -> String {
    switch verdict {
    case .pass: "✓ as claimed"
    case .fail: "✗ not as claimed"
    case .notApplicable: "not judged"
    case .error: "cannot be judged"
    }
  }
}

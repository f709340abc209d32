import Records

/// The losses of trainings that a lesson and its variant both have, as curves and as a table.
struct VariantLosses {
  /// Tables of more epochs are folded.
  private static let openRows = 12

  let plain: RunRecord
  let variant: RunRecord
  /// What the variant is called in legends.
  let name: String

  var blocks: [ReportBlock] { variant.steps.flatMap { training($0) } }

  private func training(_ step: StepRecord) -> [ReportBlock] {
    guard let new = Self.numbers(step, .meanLoss), let old = plain.step(step.id),
      let before = Self.numbers(old, .meanLoss)
    else { return [] }
    let heading = ReportBlock.heading(level: 4, content: ["Losses of ", .code(step.id)])
    guard new != before || step.results[.losses] != old.results[.losses] else {
      return [heading, ["They are the same, to the last bit."]]
    }
    let held = (Self.numbers(old, .validationLoss), Self.numbers(step, .validationLoss))
    let table = self.table(step.id, before, new, held)
    let shown: ReportBlock =
      table.rows.count <= Self.openRows
      ? .table(table)
      : .fold(.init([.text("The losses of all \(table.rows.count) epochs")], [.table(table)]))
    return [heading] + chart(before, new) + [shown]
  }

  /// Two curves; nothing for a training of one epoch.
  private func chart(_ before: [Double], _ new: [Double]) -> [ReportBlock] {
    guard max(before.count, new.count) > 1 else { return [] }
    let words = [("the lesson", before), (name, new)].map { name, values in
      "\(name) from \(NumberText.short(values.first ?? 0)) to \(NumberText.short(values.last ?? 0))"
    }
    return [
      .chart(
        .line(
          .onePanel(
            "Mean loss of each epoch",
            description: "The mean loss goes in \(words.joined(separator: ", in ")).",
            xTitle: "epoch",
            series: [
              ("the lesson", .diamonds, Self.points(before)), (name, .dots, Self.points(new)),
            ])))
    ]
  }

  private func table(
    _ id: String, _ before: [Double], _ new: [Double], _ held: ([Double]?, [Double]?)
  ) -> ReportTable {
    var columns: [ReportTable.Column] = [
      .number("epoch"), .number("the lesson"), .number(name),
    ]
    var lists: [[Double]] = [before, new]
    if held.0 != nil || held.1 != nil {
      columns += [.number("held out, the lesson"), .number("held out, \(name)")]
      lists += [held.0 ?? [], held.1 ?? []]
    }
    let rows = (0..<max(before.count, new.count)).map { index in
      [[ReportInline.text(NumberText.count(index + 1))]]
        + lists.map { list in
          ResultText.number(list.indices.contains(index) ? list[index] : nil)
        }
    }
    return ReportTable("Mean loss of each epoch of \(id)", columns: columns, rows: rows)
  }

  private static func points(_ values: [Double]) -> [(x: Double, y: Double)] {
    values.enumerated().map { (x: Double($0.offset + 1), y: $0.element) }
  }

  /// A list of finite numbers, as charts take them.
  private static func numbers(_ step: StepRecord, _ key: ResultKey) -> [Double]? {
    guard let list = step.results[key]?.array, !list.isEmpty else { return nil }
    let numbers = list.compactMap(\.number).filter(\.isFinite)
    return numbers.count == list.count ? numbers : nil
  }
}

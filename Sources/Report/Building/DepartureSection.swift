import Records

/// Where a run departs from the notebook, or from the lesson where it has none, before anything else is
/// said.
enum DepartureSection {
  static func blocks(_ record: RunRecord) -> [ReportBlock] {
    var blocks: [ReportBlock] = []
    if !record.departures.isEmpty {
      blocks.append(
        .list(
          ordered: false, start: 1,
          items: record.departures.map { departure in
            [.paragraph([.strong([.text(departure.what)]), .text(": " + departure.why)])]
          }))
    }
    let added = record.unnamedAddedSteps
    if !added.isEmpty {
      let names = added.flatMap { [.text(", "), ReportInline.code($0)] }.dropFirst()
      blocks.append(
        .paragraph(
          [.text(added.count == 1 ? "Added step: " : "Added steps: ")] + names
            + [" (no cell of the notebook does this)."]))
    }
    if !record.changedParameters.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            "Parameters that are not the lesson’s defaults in this run",
            columns: [.text("parameter"), .text("value")],
            rows: record.changedParameters.map { name in
              [
                [.code(name)],
                [.code(record.parameters[name].map { ResultText.plain($0) } ?? "not recorded")],
              ]
            })))
    }
    guard !blocks.isEmpty else { return [] }
    let title = "Not as in the \(record.lesson.hasNotebook ? "notebook" : "lesson")"
    return [.group(.departures, [.heading(level: 2, content: [.text(title)])] + blocks)]
  }
}

import Records
import Report

/// The overview of a class as a table for spreadsheets.
package enum OverviewTable {
  /// A row a hand-in, then a row for everything that is none.
  ///
  /// Cells that a spreadsheet would run as a formula start with an apostrophe.
  package static func csv(_ collection: ClassCollection) -> String {
    let questions = collection.lessons.flatMap { lesson in
      lesson.lesson.questions.map(\.id)
    }.reduce(into: [String]()) { ids, id in
      if !ids.contains(id) { ids.append(id) }
    }
    let head = [
      "file", "name", "id", "lesson", "setting", "run", "verification", "edited", "results_sha256",
      "group", "answered", "questions", "points", "of", "awaiting", "of_all", "identical",
      "similar",
      "handed_in", "days_late", "counts", "notes",
    ]
    var text = CSV.row(head + questions.map { "points_\($0)" })
    for handIn in collection.handIns { text += CSV.row(row(handIn, questions, collection)) }
    for skipped in collection.skipped {
      let blank = Array(repeating: "", count: head.count - 2 + questions.count)
      var cells = [OneLine.of(skipped.file, limit: 300)] + blank
      cells.insert("no hand-in: \(skipped.reason)", at: head.count - 1)
      text += CSV.row(cells)
    }
    return text
  }

  private static func row(
    _ handIn: CollectedHandIn, _ questions: [String], _ collection: ClassCollection
  ) -> [String] {
    let scorecard = handIn.scorecard
    let missing = Words.missing(handIn)
    let cells: [String] = [
      OneLine.of(handIn.file, limit: 300), handIn.name, handIn.id, handIn.lesson, handIn.setting,
      handIn.status, Words.verdict(handIn),
      handIn.findings.map(\.text).joined(separator: "; "),
      OneLine.of(handIn.resultsSHA256), handIn.group,
      "\(scorecard.scores.count - missing.count)", "\(scorecard.scores.count)",
      Words.points(scorecard.points), Words.points(scorecard.maximum),
      "\(scorecard.awaiting)", Words.points(scorecard.fullMaximum),
      Words.identical(handIn).joined(separator: "; "),
      Words.similar(handIn, among: collection.handIns).joined(separator: "; "),
      handIn.time.map(Deadline.text) ?? "", handIn.lateness?.cell ?? "",
      handIn.counts ? "yes" : "no",
      handIn.notes.joined(separator: "; "),
    ]
    return cells
      + questions.map { id in
        scorecard[id]?.points.map(Words.points) ?? ""
      }
  }
}

import Base
import Records

/// Grades as tables that platforms import.
///
/// Cells that a spreadsheet would run get an apostrophe in front, as everywhere. Whose row it is, both
/// platforms find out by numbers, and neither a number nor a comment of ours starts so; Canvas goes by the
/// name where it knows no number, and then asks.
package enum GradeTable {
  /// Moodle's grading worksheet, which it takes under *Upload grading worksheet*; where the folder is
  /// not Moodle's, a table for its gradebook, in which *ID number* says whose a row is.
  ///
  /// Source: Moodle, `mod/assign/feedback/offline/importgradeslib.php`: the columns `Identifier`
  /// (`Participant` and a number), `Grade` and `Last modified (grade)` are asked for, and found by
  /// their names in the site's language; `Feedback comments` is taken where it is there.
  package static func moodle(_ pages: [Feedback.Page], _ marks: MarksFile) -> String {
    let isWorksheet = pages.allSatisfy { page in
      if case .moodle = page.handIn.platform { true } else { false }
    }
    guard isWorksheet else {
      return CSV.row(["ID number", "Full name", "Grade", "Feedback comments"])
        + pages.map { page in
          CSV.row([
            page.handIn.id, forPHP(page.handIn.name), points(page.handIn),
            forPHP(comment(page.handIn, marks)),
          ])
        }.joined()
    }
    let head = [
      "Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)",
      "Feedback comments",
    ]
    return CSV.row(head)
      + pages.map { page in
        guard case .moodle(let name, let participant) = page.handIn.platform else { return "" }
        return CSV.row([
          "Participant \(participant)", forPHP(name), points(page.handIn),
          Words.points(page.handIn.scorecard.fullMaximum), "", forPHP(comment(page.handIn, marks)),
        ])
      }.joined()
  }

  /// Canvas' gradebook.
  ///
  /// Source: Canvas, `lib/gradebook_importer.rb`: the columns up to `Section` in this order, then one for
  /// an assignment; a row `Points Possible`; students by `ID`, or else by `SIS User ID`.
  ///
  /// - Parameter assignment: the column's title as Canvas exports it, `Title (12345)`; a title that it
  ///   does not know is a new assignment.
  package static func canvas(_ pages: [Feedback.Page], assignment: String) -> String {
    let head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment]
    let most = pages.map(\.handIn.scorecard.fullMaximum).max() ?? 0
    return CSV.row(head) + CSV.row(["    Points Possible", "", "", "", "", Words.points(most)])
      + pages.map { page in
        var user = ""
        if case .canvas(_, let number, _, _) = page.handIn.platform { user = number }
        return CSV.row([page.handIn.name, user, page.handIn.id, "", "", points(page.handIn)])
      }.joined()
  }

  /// A cell in which no quotation mark follows a backslash.
  ///
  /// Moodle reads tables by PHP's `fgetcsv`, which does not end a cell there; then it refuses the whole
  /// table. A space parts the two.
  private static func forPHP(_ text: String) -> String {
    let parted = text.replacing("\\\"", with: "\\ \"")
    return parted.hasSuffix("\\") ? parted + " " : parted
  }

  private static func points(_ handIn: CollectedHandIn) -> String {
    Words.points(handIn.scorecard.points)
  }

  /// The points of each question with what was remarked, a line each.
  private static func comment(_ handIn: CollectedHandIn, _ marks: MarksFile) -> String {
    handIn.scorecard.scores.enumerated().map { index, score in
      let maximum = score.maximum.map { " of \(Words.points($0))" } ?? ""
      let entry = handIn.rows[score.question].map { marks.entry($0.key) } ?? MarksFile.Entry()
      let remark = [entry.items, OneLine.of(entry.remark, limit: 4000)].filter { !$0.isEmpty }
      let said = remark.isEmpty ? "" : ": \(remark.joined(separator: ". "))"
      return "Question \(index + 1), \(Words.points(score.points ?? 0))\(maximum)\(said)"
    }.joined(separator: "\n")
  }
}

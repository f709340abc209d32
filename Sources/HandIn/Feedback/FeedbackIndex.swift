import Records
import Report

/// Who gets which page and how many points, and who does not yet.
public enum FeedbackIndex {
  public static func document(_ feedback: Feedback) -> ReportDocument {
    let lessons = Set(feedback.pages.map(\.handIn.lesson)).sorted()
    let rows = feedback.pages.map { page -> [[ReportInline]] in
      [
        [.isolated(page.handIn.who)], [.isolated(page.handIn.id)], [.text(page.handIn.lesson)],
        [.text(Words.points(page.handIn.scorecard.points))],
        [.text(Words.points(page.handIn.scorecard.fullMaximum))],
        [.isolated(OneLine.of(page.file, limit: 300))],
      ]
    }
    var blocks: [ReportBlock] = [
      .table(
        ReportTable(
          "Pages",
          columns: [
            .text("student"), .text("number"), .text("lesson"), .number("points"), .number("of"),
            .text("file"),
          ], rows: rows))
    ]
    if !feedback.unmarked.isEmpty {
      blocks += [
        .heading(level: 2, content: ["Left out: answers still wait"]),
        .list(
          ordered: false, start: 1,
          items: feedback.unmarked.map { handIn in
            let wait = Words.count(handIn.scorecard.awaiting, "answer")
            return [.paragraph([.isolated(handIn.who), .text(", \(wait)")])]
          }),
      ]
    }
    let detail =
      "\(Words.count(feedback.pages.count, "page")), \(feedback.unmarked.count) left out."
    return ReportDocument(
      lesson: lessons.joined(separator: ", "), title: "Feedback",
      status: ReportStatus(kind: .complete, headline: "Written", detail: [.text(detail)]),
      blocks: blocks)
  }
}

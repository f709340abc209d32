import Records
import Report

/// Who gets which page and how many points, and who does not yet.
package enum FeedbackIndex {
  package static func document(_ feedback: Feedback) -> ReportDocument {
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
    if !feedback.doubtful.isEmpty {
      blocks += [
        .heading(level: 2, content: ["Left out: others have the same number"]),
        .list(
          ordered: false, start: 1,
          items: feedback.doubtful.map { [.paragraph([.isolated($0.who), .text(", \($0.id)")])] }),
      ]
    }
    let leftOut = feedback.unmarked.count + feedback.doubtful.count
    let detail = "\(Words.count(feedback.pages.count, "page")), \(leftOut) left out."
    return ReportDocument(
      lesson: lessons.joined(separator: ", "), title: "Feedback",
      status: ReportStatus(kind: .complete, headline: "Written", detail: [.text(detail)]),
      blocks: blocks)
  }
}

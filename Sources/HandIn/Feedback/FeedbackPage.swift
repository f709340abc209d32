import Records
import Report

/// One student's page: points, remarks, and the model answers where they are wanted.
struct FeedbackPage {
  var handIn: CollectedHandIn
  var lesson: InstructorLesson
  var run: RunRecord
  var marks: MarksFile
  var hasModelAnswers: Bool

  var document: ReportDocument {
    let scorecard = handIn.scorecard
    var detail: [ReportInline] = [
      .text(
        "\(Words.points(scorecard.points)) of \(Words.points(scorecard.fullMaximum)) points.")
    ]
    if let lateness = handIn.lateness, lateness.isLate {
      detail.append(.text(" Handed in \(lateness.text)."))
    }
    let number = handIn.id.isEmpty ? "" : " (\(handIn.id))"
    return ReportDocument(
      lesson: lesson.id, title: lesson.title,
      status: ReportStatus(kind: .complete, headline: "Marked", detail: detail),
      student: handIn.who + number,
      blocks: [table]
        + lesson.questions.enumerated().flatMap { index, question in
          blocks(question, number: index + 1)
        })
  }

  private var table: ReportBlock {
    let rows = lesson.questions.enumerated().map { index, question -> [[ReportInline]] in
      let score = handIn.scorecard[question.id]
      return [
        [.text("\(index + 1) \(question.id)")],
        [.text(score?.points.map(Words.points) ?? "")],
        [.text(question.points.map(Words.points) ?? "")],
      ]
    }
    return .table(
      ReportTable(
        "Your points", columns: [.text("question"), .number("points"), .number("of")], rows: rows))
  }

  private func blocks(_ question: InstructorLesson.Question, number: Int) -> [ReportBlock] {
    var blocks: [ReportBlock] = [
      .heading(level: 2, content: [.text("Question \(number) "), .code(question.id)]),
      .fold(.init(["The question"], ReportBuilder.prose(question.content, of: run))),
    ]
    let answer = handIn.answers[question.id] ?? ""
    blocks.append(answer.isEmpty ? ["No answer."] : .verbatim(answer))
    blocks += verdict(question)
    if hasModelAnswers {
      let model = question.answer.filter { !Self.isNote($0) }
      if !model.isEmpty {
        blocks.append(.fold(.init(["Model answer"], ReportBuilder.prose(model, of: run))))
      }
    }
    return blocks
  }

  /// Points, items and remark.
  private func verdict(_ question: InstructorLesson.Question) -> [ReportBlock] {
    guard let score = handIn.scorecard[question.id] else { return [] }
    let maximum = score.maximum.map { " of \(Words.points($0))" } ?? ""
    let points = Words.points(score.points ?? 0)
    var line: [ReportInline] = [.strong([.text("\(points)\(maximum) points")])]
    if case .partial(_, let name) = score.state { line.append(.text(": \(name)")) }
    var blocks: [ReportBlock] = [.paragraph(line)]
    let entry = handIn.rows[question.id].map { marks.entry($0.key) } ?? MarksFile.Entry()
    let items = entry.items.split(separator: "; ")
    if !items.isEmpty {
      blocks.append(
        .list(
          ordered: false, start: 1,
          items: items.map { item in
            let points = question.rubric.first { $0.name == item }.map {
              ": \(Words.credit($0.points))"
            }
            return [.paragraph([.text(item + (points ?? ""))])]
          }))
    }
    let remark = entry.remark.split(whereSeparator: \.isNewline)
    if !remark.isEmpty {
      blocks.append(.quote(remark.map { .paragraph([.text(String($0))]) }))
    }
    return blocks
  }

  /// Whether a block is a note for whoever marks, as the lesson's format has them.
  private static func isNote(_ block: MarkupBlock) -> Bool {
    MarkupText.text(of: [block]).lowercased().hasPrefix("marking")
  }
}

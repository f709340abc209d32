import Records
import Report

/// The answers to each question, with the instructor's own beside them.
enum OverviewAnswers {
  static func blocks(_ collection: ClassCollection, _ lesson: InstructorLesson, run: RunRecord)
    -> [ReportBlock]
  {
    let handIns = collection.handIns.filter { $0.lesson == OneLine.of(lesson.id) && $0.counts }
    let questions = lesson.questions.enumerated().map { index, question in
      ReportBlock.group(
        .question, blocks(question, number: index + 1, handIns, run, collection.handIns))
    }
    guard !questions.isEmpty else { return [] }
    return [.heading(level: 2, content: [.text("Answers, lesson \(OneLine.of(lesson.id))")])]
      + questions
  }

  private static func blocks(
    _ question: InstructorLesson.Question, number: Int, _ handIns: [CollectedHandIn],
    _ run: RunRecord, _ all: [CollectedHandIn]
  ) -> [ReportBlock] {
    var title: [ReportInline] = [.text("Question \(number) "), .code(question.id)]
    if let points = question.points {
      title.append(.note(" · \(Words.points(points)) points"))
    }
    var blocks: [ReportBlock] = [
      .heading(level: 3, content: title),
      .fold(.init(["The question"], ReportBuilder.prose(question.content, of: run))),
    ]
    if !question.answer.isEmpty || !question.rubric.isEmpty {
      blocks.append(
        .fold(
          .init(
            ["Model answer and marking notes"], isOpen: true,
            ReportBuilder.prose(question.answer, of: run) + rubric(question))))
    }
    let answered = handIns.filter { !($0.answers[question.id] ?? "").isEmpty }
    for handIn in answered { blocks += answer(handIn, question, all) }
    let missing = handIns.filter { ($0.answers[question.id] ?? "").isEmpty }
    if !missing.isEmpty {
      let names = missing.flatMap { [.text(", "), ReportInline.isolated($0.who)] }.dropFirst()
      blocks.append(.paragraph(["No answer: "] + names + ["."]))
    }
    return blocks
  }

  /// What earns points, an item a line; nothing where there is no rubric.
  private static func rubric(_ question: InstructorLesson.Question) -> [ReportBlock] {
    guard !question.rubric.isEmpty else { return [] }
    return [
      .list(
        ordered: false, start: 1,
        items: question.rubric.map { item in
          [.paragraph([.text("\(item.name): \(Words.credit(item.points))")])]
        })
    ]
  }

  private static func answer(
    _ handIn: CollectedHandIn, _ question: InstructorLesson.Question, _ all: [CollectedHandIn]
  ) -> [ReportBlock] {
    var line: [ReportInline] = [.strong([.isolated(handIn.who)])]
    if !handIn.id.isEmpty { line += [" ", .isolated(handIn.id)] }
    if let score = handIn.scorecard[question.id] {
      line.append(.note(" · \(Words.state(score))"))
    }
    let isEdited = handIn.findings.contains { $0.subject == .answer(question.id) }
    if isEdited { line.append(.note(" · edited")) }
    if let others = handIn.identical[question.id] {
      line.append(.note(" · the same words as \(others.prefix(5).joined(separator: ", "))"))
    }
    if let others = handIn.similar[question.id] {
      line.append(.note(" · much of the wording as \(Words.names(of: others, among: all))"))
    }
    return [.paragraph(line), .verbatim(handIn.answers[question.id] ?? "")]
      + handIn.variants.filter { $0.question == question.id }.map { variant -> ReportBlock in
        let state =
          variant.refusal.map { "refused: \($0)" }
          ?? "within the lesson’s limits; lesson replay runs it again"
        return .fold(.init(["The student’s variant", .note(" · \(state)")], variant.blocks))
      }
  }
}

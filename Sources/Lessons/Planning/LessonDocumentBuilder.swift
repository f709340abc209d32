import Records

/// The lesson as its reader sees it: no answers, no expectations.
enum LessonDocumentBuilder {
  static func document(of lesson: ParsedLesson) -> [DocumentBlock] {
    lesson.blocks.compactMap { block in
      switch block {
      case .prose(let prose): .prose(prose.content)
      case .step(let step):
        .step(
          StepBlock(
            id: step.id.value, cell: step.notebookCell?.value, source: step.source,
            line: step.range.lowerBound.line))
      case .question(let question):
        .question(
          QuestionBlock(
            id: question.id.value, points: question.points, content: question.content))
      case .hint(let hint): .hint(HintBlock(id: hint.id.value, content: hint.content))
      case .claim(let claim):
        .claim(
          ClaimBlock(
            id: claim.id.value, cell: claim.cell?.value, question: claim.question?.value,
            content: claim.content))
      case .expect, .answer: nil
      }
    }
  }
}

extension ParsedStep {
  /// The notebook cell that the step mirrors; `nil` where it mirrors none.
  var notebookCell: Located<String>? { cell?.value == "none" ? nil : cell }
}

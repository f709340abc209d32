import Records

/// The lesson as its reader sees it: no answers, no expectations.
enum LessonDocumentBuilder {
  static func document(of lesson: ParsedLesson, cells: [NotebookCell]) -> [DocumentBlock] {
    let names = names(of: cells)
    return lesson.blocks.compactMap { block in
      switch block {
      case .prose(let prose): .prose(prose.content)
      case .step(let step):
        .step(
          StepBlock(
            id: step.id.value, cell: step.notebookCell?.value,
            cellName: step.notebookCell.flatMap { names[$0.value] }, source: step.source,
            line: step.range.lowerBound.line, question: step.question?.value))
      case .question(let question):
        .question(
          QuestionBlock(
            id: question.id.value, points: question.points, asks: question.asks,
            variant: question.variant?.value, content: question.content))
      case .hint(let hint): .hint(HintBlock(id: hint.id.value, content: hint.content))
      case .claim(let claim):
        .claim(
          ClaimBlock(
            id: claim.id.value, cell: claim.cell?.value,
            cellName: claim.cell.flatMap { names[$0.value] }, question: claim.question?.value,
            content: claim.content))
      case .variant(let variant): .prose(prose(of: variant, in: lesson))
      case .exercise(let exercise):
        // The lesson itself shows how it is done.
        lesson.isHandOut ? .prose(prose(of: exercise)) : nil
      case .expect, .answer: nil
      }
    }
  }

  /// A variant as its reader sees it: what it asks, what it changes, and how to try it.
  private static func prose(of variant: ParsedVariant, in lesson: ParsedLesson) -> [MarkupBlock] {
    let id = variant.id.value
    let command = "lesson run \(lesson.frontMatter.id.value) --variant \(id)"
    let steps = variant.steps.map { MarkupInline.code($0.id.value) }
    let listed = steps.flatMap { [$0, .text(", ")] }.dropLast()
    return variant.content + [
      .paragraph(
        [.text("Try it: "), .code(command), .text(" gives anew: ")] + listed + [.text(".")])
    ]
  }

  /// A task as its reader sees it.
  private static func prose(of exercise: ParsedExercise) -> [MarkupBlock] {
    let points = exercise.points.map { " (\(CanonicalJSON.number($0)) points)" } ?? ""
    return [.paragraph([.strong([.text("Exercise \(exercise.id.value)\(points)")])])]
      + exercise.content
  }

  /// Where to look for the cells in the notebook, by their ids: `code cell 3`, counted from 1.
  private static func names(of cells: [NotebookCell]) -> [String: String] {
    var counts: [String: Int] = [:]
    var names: [String: String] = [:]
    for cell in cells.sorted(by: { $0.position < $1.position }) {
      counts[cell.kind, default: 0] += 1
      let kind = cell.kind == "markdown" ? "text" : cell.kind
      names[cell.id] = "\(kind) cell \(counts[cell.kind, default: 0])"
    }
    return names
  }
}

extension ParsedStep {
  /// The notebook cell that the step mirrors; `nil` where it mirrors none.
  var notebookCell: Located<String>? { cell?.value == "none" ? nil : cell }
}

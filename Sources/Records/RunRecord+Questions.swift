extension RunRecord {
  /// The lesson's questions in their order.
  package var questions: [QuestionBlock] {
    document.compactMap { block in
      if case .question(let question) = block { question } else { nil }
    }
  }
}

extension RunRecord {
  /// The ids of steps that mirror no cell of the lesson's notebook; none where it has no notebook.
  package var addedSteps: [String] {
    guard lesson.hasNotebook else { return [] }
    return document.compactMap { block in
      if case .step(let step) = block, step.cell == nil { step.id } else { nil }
    }
  }
}

extension RunRecord {
  /// The lesson's questions in their order.
  package var questions: [QuestionBlock] {
    document.compactMap { block in
      if case .question(let question) = block { question } else { nil }
    }
  }
}

extension RunRecord {
  /// The ids of steps that mirror no cell of the lesson's notebook and that no departure names; none
  /// where it has no notebook.
  package var unnamedAddedSteps: [String] {
    guard lesson.hasNotebook else { return [] }
    let named = departures.flatMap { departure in
      departure.what.split { !$0.isLetter && !$0.isNumber && !"-_".contains($0) }
    }
    return document.compactMap { block in
      guard case .step(let step) = block, step.cell == nil, !named.contains(step.id[...]) else {
        return nil
      }
      return step.id
    }
  }
}

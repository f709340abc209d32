extension RunRecord {
  /// The lesson's questions in their order.
  public var questions: [QuestionBlock] {
    document.compactMap { block in
      if case .question(let question) = block { question } else { nil }
    }
  }
}

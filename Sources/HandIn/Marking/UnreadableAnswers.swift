import Records

/// Answers that ask to be marked by their number or letter, and have none that can be read.
package enum UnreadableAnswers {
  /// A sentence each, in the order of the questions.
  ///
  /// - Parameter record: the run of the lesson that asks the questions.
  package static func problems(in answers: [String: String], of record: RunRecord) -> [String] {
    record.questions.enumerated().compactMap { index, question -> String? in
      guard let text = answers[question.id],
        let problem = problem(
          in: text, question.asks, options: Marker.options(in: question.content))
      else { return nil }
      return "\(Words.question(index + 1, question.id)): \(problem)"
    }
  }

  /// What keeps a number or a choice from being read, where a question asks for one or a line says
  /// that it holds one; `nil` where nothing does.
  private static func problem(
    in text: String, _ asks: QuestionBlock.Asks?, options: [String]
  ) -> String? {
    if asks == .number || TypedValue.line(after: "value", in: text) != nil,
      TypedValue.number(in: text) == nil
    {
      return "no one number can be read; write a line with a plain number, as in value: 0.25"
    }
    if asks == .choice || TypedValue.line(after: "choice", in: text) != nil,
      TypedValue.choice(in: text, options: options) == nil
    {
      let wanted = options.isEmpty ? "" : ", \(options.joined(separator: ", "))"
      return "no one choice can be read; write a line with one letter\(wanted), as in choice: "
        + (options.first ?? "a")
    }
    return nil
  }
}

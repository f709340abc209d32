import Records

/// Answers that ask to be marked by their number or letter, and have none that can be read.
public enum UnreadableAnswers {
  /// A sentence each, in the order of the questions.
  ///
  /// - Parameter record: the run of the lesson that asks the questions.
  public static func problems(in answers: [String: String], of record: RunRecord) -> [String] {
    record.questions.compactMap { question -> String? in
      guard let text = answers[question.id] else { return nil }
      let options = Marker.options(in: question.content)
      guard let problem = problem(in: text, options: options) else { return nil }
      return "\(question.id): \(problem)"
    }
  }

  /// What is wrong with the line `value:` or `choice:` of an answer; `nil` where there is none.
  private static func problem(in text: String, options: [String]) -> String? {
    if let line = TypedValue.line(after: "value", in: text),
      TypedValue.number(in: text) == nil
    {
      let found = line.isEmpty ? "no number after value:" : "no one number in \(OneLine.of(line))"
      return "\(found); write a plain number with a point, as in value: 0.25"
    }
    if let line = TypedValue.line(after: "choice", in: text),
      TypedValue.choice(in: text, options: options) == nil
    {
      let found = line.isEmpty ? "nothing after choice:" : "no choice: \(OneLine.of(line))"
      let wanted = options.isEmpty ? "its letter" : "one of " + options.joined(separator: ", ")
      return "\(found); write \(wanted)"
    }
    return nil
  }
}

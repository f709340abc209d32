/// The place below a question for its answer: ruled lines, on which the page's script lets a
/// student type.
package struct AnswerRoom: Sendable, Equatable {
  static let lines = 5

  /// What is to be written there: `your answer to question 2`.
  package var label: String
  /// What an answers file says of the question; `nil` where nothing can be typed.
  package var question: AnswersTemplate.Question?

  package init(label: String, question: AnswersTemplate.Question?) {
    (self.label, self.question) = (label, question)
  }
}

import Lessons
import Records
import Report

extension AnswersTemplate {
  /// The questions of a lesson; where one does not say what it asks for, its check in `answers` does.
  package init(_ lesson: ParsedLesson, answers: [ParsedAnswer] = []) {
    let questions = lesson.blocks.compactMap { block -> Question? in
      guard case .question(let question) = block else { return nil }
      let answer = answers.first { $0.id.value == question.id.value }
      let checked: QuestionBlock.Asks? =
        switch answer?.selfCheck.first {
        case .value: .number
        case .choice: .choice
        case nil: nil
        }
      return Question(
        id: question.id.value, points: question.points, asks: question.asks ?? checked,
        content: question.content)
    }
    self.init(
      lesson: lesson.frontMatter.id.value, title: lesson.frontMatter.title.value,
      questions: questions)
  }
}

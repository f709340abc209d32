import Lessons
import Report

extension AnswersTemplate {
  /// The questions of a lesson; `answers` tell which of them ask for a value or a choice.
  public init(_ lesson: ParsedLesson, answers: [ParsedAnswer] = []) {
    let questions = lesson.blocks.compactMap { block -> Question? in
      guard case .question(let question) = block else { return nil }
      let answer = answers.first { $0.id.value == question.id.value }
      let kind: Kind =
        switch answer?.selfCheck.first {
        case .value: .value
        case .choice: .choice
        case nil: .text
        }
      return Question(
        id: question.id.value, points: question.points, content: question.content, kind: kind)
    }
    self.init(
      lesson: lesson.frontMatter.id.value, title: lesson.frontMatter.title.value,
      questions: questions)
  }
}

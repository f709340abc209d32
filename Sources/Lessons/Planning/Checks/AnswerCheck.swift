/// Where there is an instructor's file, every question has its answer.
enum AnswerCheck {
  static func run(_ lesson: ParsedLesson, answers: [ParsedAnswer], _ scope: PlanScope) {
    let answered = Set(answers.map(\.id.value))
    for case .question(let question) in lesson.blocks where !answered.contains(question.id.value) {
      scope.warn(
        "question-without-answer", at: question.id.range,
        "the instructor's file has no answer to `\(question.id.value)`",
        notes: ["write one: <!-- answer \(question.id.value) --> … <!-- end -->"])
    }
  }
}

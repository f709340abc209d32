/// The question that a claim stands behind exists.
enum QuestionCheck {
  static func run(_ lesson: ParsedLesson, _ scope: PlanScope) {
    var known: [String] = []
    for case .question(let question) in lesson.blocks { known.append(question.id.value) }
    for case .claim(let claim) in lesson.blocks {
      guard let question = claim.question, !known.contains(question.value) else { continue }
      scope.report(
        .unknown(
          code: "unknown-question", "there is no question `\(question.value)`",
          name: question.value, candidates: known), at: question.range)
    }
  }
}

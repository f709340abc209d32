/// The question that a claim or a step stands behind exists.
enum QuestionCheck {
  static func run(_ lesson: ParsedLesson, _ scope: PlanScope) {
    var known: [String] = []
    for case .question(let question) in lesson.blocks { known.append(question.id.value) }
    for block in lesson.blocks {
      let named =
        switch block {
        case .claim(let claim): claim.question
        case .step(let step): step.question
        default: nil as Located<String>?
        }
      guard let named, !known.contains(named.value) else { continue }
      scope.report(
        .unknown(
          code: "unknown-question", "there is no question `\(named.value)`",
          name: named.value, candidates: known), at: named.range)
    }
  }
}

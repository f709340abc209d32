import Records

/// What an answer gives for parts of it fits the points of its question.
enum CreditCheck {
  static func run(_ answer: ParsedAnswer, _ lesson: ParsedLesson, _ bag: inout DiagnosticBag) {
    let question = lesson.blocks.lazy.compactMap { block -> ParsedQuestion? in
      if case .question(let question) = block { question } else { nil }
    }.first { $0.id.value == answer.id.value }
    guard let question, !answer.partials.isEmpty || !answer.rubric.isEmpty else { return }
    guard let points = question.points else {
      let place = answer.partials.first?.points.range ?? answer.rubric.first?.points.range
      bag.error(
        "credit-points", at: place ?? answer.id.range,
        "question `\(answer.id.value)` has no points of which this could be a part",
        notes: ["write <!-- question \(answer.id.value) points=N -->"])
      return
    }
    for partial in answer.partials
    where !(partial.points.value > 0 && partial.points.value < points) {
      bag.error(
        "credit-points", at: partial.points.range,
        "a partly right answer has more than 0 and less than the "
          + "\(CanonicalJSON.number(points)) points of its question")
    }
    let sum = answer.rubric.map(\.points.value).filter { $0 > 0 }.reduce(0, +)
    guard let first = answer.rubric.first, abs(sum - points) > 1e-9 else { return }
    bag.error(
      "credit-points", at: first.points.range,
      "the items of the rubric come to \(CanonicalJSON.number(sum)) points, and the question has "
        + CanonicalJSON.number(points))
  }
}

import Records

/// What a hand-in lacks, the student's name or answers, said first, so that nobody hands in less
/// than they meant to.
enum UnansweredSection {
  /// - Parameter places: where the questions stand, in their order.
  static func blocks(
    _ record: RunRecord, answers: [String: String], places: [Contents.Place]
  ) -> [ReportBlock] {
    guard record.student != nil || !answers.isEmpty else { return [] }
    let questions = record.questions
    let open = zip(questions, places).filter { TypedAnswer.text(answers[$0.0.id]) == nil }
    let nameless: [ReportBlock] =
      record.student == nil
      ? [.alert(title: "No name", [["This page does not say whose answers these are."]])] : []
    guard !open.isEmpty else { return nameless }
    let names = open.map { question, place in
      [.place(place), " (", ReportInline.code(question.id), ")"]
    }
    let count = NumberText.count(questions.count, "question")
    return nameless + [
      .alert(
        title: "\(NumberText.count(open.count)) of \(count) without an answer",
        [.paragraph(Array(names.joined(separator: [", "])) + ["."])])
    ]
  }
}

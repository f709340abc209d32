import Records

/// What a hand-in lacks, the student's name or answers, said first, so that nobody hands in less
/// than they meant to.
enum UnansweredSection {
  /// - Parameter places: where the questions stand, in their order.
  static func blocks(
    _ record: RunRecord, answers: [String: String], places: [Contents.Place]
  ) -> [ReportBlock] {
    guard record.student != nil || !answers.isEmpty else { return [] }
    let questions = record.document.compactMap { block in
      if case .question(let question) = block { question.id } else { nil }
    }
    let open = questions.enumerated().filter { TypedAnswer.text(answers[$0.element]) == nil }
    let nameless: [ReportBlock] =
      record.student == nil
      ? [.alert(title: "No name", [["This page does not say whose answers these are."]])] : []
    guard !open.isEmpty else { return nameless }
    let names = open.map { index, id in
      [.place(places[index]), " (", ReportInline.code(id), ")"]
    }
    let count = NumberText.count(questions.count, "question")
    return nameless + [
      .alert(
        title: "\(NumberText.count(open.count)) of \(count) without an answer",
        [.paragraph(Array(names.joined(separator: [", "])) + ["."])])
    ]
  }
}

/// What a student typed.
enum TypedAnswer {
  /// The text without empty lines around it; `nil` where there is nothing.
  static func text(_ text: String?) -> String? {
    guard let text else { return nil }
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    while let line = lines.first, line.allSatisfy(\.isWhitespace) { lines.removeFirst() }
    while let line = lines.last, line.allSatisfy(\.isWhitespace) { lines.removeLast() }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }
}

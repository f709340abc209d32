import Records

/// What stands behind a question about a variant: the lesson's, whose outcome it asks to foretell, or
/// the student's own.
struct VariantAnswers {
  let record: RunRecord
  let isHandIn: Bool

  func blocks(_ question: QuestionBlock) -> [ReportBlock] {
    prediction(question) + own(question)
  }

  private func prediction(_ question: QuestionBlock) -> [ReportBlock] {
    guard let id = question.variant else { return [] }
    guard let section = section(of: id) else {
      guard !isHandIn, record.variant == nil else { return [] }
      return [
        [
          .note("Say first what you expect. Then run it: "), .code(command(id)),
          .note(", and "), .code("lesson report \(record.lesson.id)"),
          .note(" shows here what came of it."),
        ]
      ]
    }
    return [
      .fold(
        .init(
          [.text("After your answer: what came of the variant \(OneLine.of(id))")],
          staysShut: true,
          [.heading(level: 4, content: ["What was changed"])] + section.changes
            + section.outcome))
    ]
  }

  /// The lesson and one of its variants, where the record has both.
  private func section(of id: String) -> VariantSection? {
    if record.variant == id, record.own == nil { return VariantSection(ofVariant: record) }
    guard record.variant == nil,
      let run = record.beside?.first(where: { $0.variant == id && $0.own == nil })
    else { return nil }
    return VariantSection(plain: record, variant: record.record(of: run))
  }

  private func command(_ id: String) -> String {
    let profile = record.profile.map { " --profile \($0)" } ?? ""
    let isOther = record.lesson.seed.map { $0 != record.seed } ?? false
    let seed = isOther ? " --seed \(record.seed)" : ""
    let changed = record.changedParameters.sorted().compactMap { name in
      // Those of a profile come with it.
      record.profile == nil
        ? record.parameters[name].map { " -p \(name)=\(ResultText.plain($0))" } : nil
    }
    return "lesson run \(record.lesson.id) --variant \(id)\(profile)\(changed.joined())\(seed)"
  }

  private func own(_ question: QuestionBlock) -> [ReportBlock] {
    guard record.variant == nil else { return [] }
    return (record.beside ?? []).filter { $0.own?.question == question.id }.map { run in
      let section = VariantSection(plain: record, variant: record.record(of: run))
      return .fold(
        .init(
          [
            isHandIn ? "The student’s variant: " : "Your variant: ",
            "what was changed, and what came of it",
          ],
          isOpen: true,
          [.heading(level: 4, content: ["What was changed"])] + section.changes
            + [.heading(level: 4, content: ["What came of it"])] + section.outcome))
    }
  }
}

import Records

/// How a student answers the questions: in a file, or in the page and then in a file.
enum AnsweringSection {
  /// Nothing where the lesson asks nothing.
  static func blocks(_ record: RunRecord) -> [ReportBlock] {
    let template = AnswersTemplate(record)
    guard !template.questions.isEmpty else { return [] }
    return [
      .group(
        .answers,
        [
          .heading(level: 2, content: ["Your answers"]),
          .paragraph([
            "Answers are handed in with a file, ", .code(template.file), ". ",
            .code("lesson student \(template.lesson)"),
            " makes one with a heading for each question: write below the headings in any editor. ",
            "Then this command writes the report that you hand in, with your answers in it. ",
            "In a clone of the project type ", .code("./lesson"), ":",
          ]),
          .code(language: "sh", text: template.command),
        ] + name(record) + [.answerSheet(template)])
    ]
  }

  /// A run with a profile or with parameters of its own has a name of its own.
  private static func name(_ record: RunRecord) -> [ReportBlock] {
    guard record.profile != nil || record.variant != nil || !record.changedParameters.isEmpty else {
      return []
    }
    return [
      .paragraph([
        "This is not the lesson’s own run. To hand this one in, type the name of its folder, such as ",
        .code("\(record.lesson.id)-quick"), ", in the place of the first ",
        .code(record.lesson.id), ".",
      ])
    ]
  }
}

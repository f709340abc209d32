/// The places for answers as HTML.
///
/// Without the script they are lines on paper and a text. The script reads what it needs of an
/// answers file from attributes, where nothing of a lesson can act.
enum HTMLAnswers {
  static func node(_ room: AnswerRoom) -> HTMLNode {
    var attributes: [Attribute] = [
      .class("room"), .plain(.role, "img"), .plain(.ariaLabel, "Room for \(room.label)"),
    ]
    if let question = room.question {
      attributes += [
        .plain(.dataQuestion, question.id),
        .plain(.dataHeading, AnswersTemplate.heading(of: question)),
        .plain(.dataComment, AnswersTemplate.comment(of: question).joined(separator: "\n")),
      ]
      if question.asks != nil {
        attributes += [
          .plain(.dataBlank, AnswersTemplate.blank(of: question)),
          .plain(.dataOptions, question.options.joined(separator: " ")),
        ]
      }
    }
    return .node(.div, attributes, Array(repeating: .node(.div), count: AnswerRoom.lines))
  }

  static func node(_ sheet: AnswersTemplate) -> HTMLNode {
    .node(
      .div,
      [
        .class("sheet"), .plain(.id, "answer-sheet"), .plain(.hidden, ""),
        .plain(.dataLesson, sheet.lesson), .plain(.dataFile, sheet.file),
        .plain(.dataPreamble, sheet.preamble),
      ],
      [
        .node(
          .p,
          text: """
            Or type here, below each question. What you type is kept in this browser, for this \
            lesson, and goes nowhere. Saving makes the file.
            """),
        .node(
          .p, [],
          [
            button("save-answers", "Save \(sheet.file)"), .text(" "),
            button("delete-answers", "Delete what I typed"),
          ]),
        .node(.p, [.class("note"), .plain(.id, "answer-status"), .plain(.role, "status")]),
      ])
  }

  private static func button(_ id: String, _ text: String) -> HTMLNode {
    .node(.button, [.plain(.type, "button"), .plain(.id, id)], text: text)
  }
}

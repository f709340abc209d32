/// The lesson as its reader sees it, in order: what a report needs of the lesson file and nothing
/// that would give an answer away (`answer` blocks never get here).
package enum DocumentBlock: Codable, Sendable, Equatable {
  case prose([MarkupBlock])
  case step(StepBlock)
  case question(QuestionBlock)
  case hint(HintBlock)
  case claim(ClaimBlock)
}

/// Where a step stands in the lesson.
///
/// Its outcome is the ``StepRecord`` with the same id.
package struct StepBlock: Codable, Sendable, Equatable {
  package var id: String
  /// The notebook cell it mirrors, `nil` for a step that is not in the notebook (`cell=none`).
  package var cell: String?
  /// Where to find that cell in the notebook, `code cell 3`; `nil` where that is not known.
  package var cellName: String?
  /// The directive's body as the lesson has it, YAML.
  package var source: String
  /// The line of the lesson file on which the directive starts, from 1.
  package var line: Int
  /// What the step does in PyTorch, as the script of `lesson export --to python` has it; `nil` for a
  /// step that was skipped, and in records of earlier versions.
  package var code: String?
  /// The question that directive and results stand behind; `nil` where they stand open.
  package var question: String?

  enum CodingKeys: String, CodingKey {
    case id, cell, source, line, code, question
    case cellName = "cell_name"
  }

  package init(
    id: String, cell: String?, cellName: String? = nil, source: String, line: Int,
    code: String? = nil, question: String? = nil
  ) {
    (self.id, self.cell, self.cellName) = (id, cell, cellName)
    (self.source, self.line, self.code, self.question) = (source, line, code, question)
  }
}

/// A discussion question.
package struct QuestionBlock: Codable, Sendable, Equatable {
  /// What an answer must hold so that a program can read it.
  package enum Asks: String, Codable, Sendable {
    case number, choice
  }

  package var id: String
  package var points: Double?
  /// `nil` where the answer is text alone.
  package var asks: Asks?
  /// The lesson's variant whose outcome is asked for: reports show it behind the answer.
  package var variant: String?
  package var content: [MarkupBlock]

  package init(
    id: String, points: Double?, asks: Asks? = nil, variant: String? = nil, content: [MarkupBlock]
  ) {
    (self.id, self.points, self.asks, self.variant) = (id, points, asks, variant)
    self.content = content
  }
}

/// A hint to the question with the same id, folded in a report.
package struct HintBlock: Codable, Sendable, Equatable {
  package var id: String
  package var content: [MarkupBlock]

  package init(id: String, content: [MarkupBlock]) { (self.id, self.content) = (id, content) }
}

/// A sentence of the notebook's prose, made checkable.
///
/// Its verdict is the ``ClaimRecord`` with the same id.
package struct ClaimBlock: Codable, Sendable, Equatable {
  package var id: String
  package var cell: String?
  /// Where to find that cell in the notebook, `text cell 3`; `nil` where that is not known.
  package var cellName: String?
  /// The question whose answer this claim would give away; reports fold it behind that question.
  package var question: String?
  package var content: [MarkupBlock]

  enum CodingKeys: String, CodingKey {
    case id, cell, question, content
    case cellName = "cell_name"
  }

  package init(
    id: String, cell: String?, cellName: String? = nil, question: String?, content: [MarkupBlock]
  ) {
    (self.id, self.cell, self.cellName) = (id, cell, cellName)
    (self.question, self.content) = (question, content)
  }
}

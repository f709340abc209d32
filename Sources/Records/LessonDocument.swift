/// The lesson as its reader sees it, in order: what a report needs of the lesson file and nothing
/// that would give an answer away (`answer` blocks never get here).
public enum DocumentBlock: Codable, Sendable, Equatable {
  case prose([MarkupBlock])
  case step(StepBlock)
  case question(QuestionBlock)
  case hint(HintBlock)
  case claim(ClaimBlock)
}

/// Where a step stands in the lesson.
///
/// Its outcome is the ``StepRecord`` with the same id.
public struct StepBlock: Codable, Sendable, Equatable {
  public var id: String
  /// The notebook cell it mirrors, `nil` for a step that is not in the notebook (`cell=none`).
  public var cell: String?
  /// Where to find that cell in the notebook, `code cell 3`; `nil` where that is not known.
  public var cellName: String?
  /// The directive's body as the lesson has it, YAML.
  public var source: String
  /// The line of the lesson file on which the directive starts, from 1.
  public var line: Int

  enum CodingKeys: String, CodingKey {
    case id, cell, source, line
    case cellName = "cell_name"
  }

  public init(id: String, cell: String?, cellName: String? = nil, source: String, line: Int) {
    (self.id, self.cell, self.cellName) = (id, cell, cellName)
    (self.source, self.line) = (source, line)
  }
}

/// A discussion question.
public struct QuestionBlock: Codable, Sendable, Equatable {
  /// What an answer must hold so that a program can read it.
  public enum Asks: String, Codable, Sendable {
    case number, choice
  }

  public var id: String
  public var points: Double?
  /// `nil` where the answer is text alone.
  public var asks: Asks?
  public var content: [MarkupBlock]

  public init(id: String, points: Double?, asks: Asks? = nil, content: [MarkupBlock]) {
    (self.id, self.points, self.asks, self.content) = (id, points, asks, content)
  }
}

/// A hint to the question with the same id, folded in a report.
public struct HintBlock: Codable, Sendable, Equatable {
  public var id: String
  public var content: [MarkupBlock]

  public init(id: String, content: [MarkupBlock]) { (self.id, self.content) = (id, content) }
}

/// A sentence of the notebook's prose, made checkable.
///
/// Its verdict is the ``ClaimRecord`` with the same id.
public struct ClaimBlock: Codable, Sendable, Equatable {
  public var id: String
  public var cell: String?
  /// Where to find that cell in the notebook, `text cell 3`; `nil` where that is not known.
  public var cellName: String?
  /// The question whose answer this claim would give away; reports fold it behind that question.
  public var question: String?
  public var content: [MarkupBlock]

  enum CodingKeys: String, CodingKey {
    case id, cell, question, content
    case cellName = "cell_name"
  }

  public init(
    id: String, cell: String?, cellName: String? = nil, question: String?, content: [MarkupBlock]
  ) {
    (self.id, self.cell, self.cellName) = (id, cell, cellName)
    (self.question, self.content) = (question, content)
  }
}

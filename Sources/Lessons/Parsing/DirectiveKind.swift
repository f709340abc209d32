import Base

/// The directives of a lesson, with what their first line may say.
enum DirectiveKind: String, CaseIterable {
  // Fences.
  case step, expect, check, instead, rubric
  // Comments.
  case claim, question, hint, answer, variant, exercise, end

  var isFence: Bool { Self.fences.contains(self) }

  static let fences: [DirectiveKind] = [.step, .expect, .check, .instead, .rubric]
  static let comments: [DirectiveKind] = [
    .claim, .question, .hint, .answer, .variant, .exercise, .end,
  ]

  var takesID: Bool { ![.check, .rubric, .end].contains(self) }

  var attributes: [String] {
    switch self {
    case .step: ["cell", "seed", "question"]
    case .instead: ["seed"]
    case .claim: ["cell", "question", "holds"]
    case .question: ["points", "asks", "variant"]
    case .exercise: ["points", "with", "record", "tell", "in"]
    case .expect, .check, .rubric, .hint, .answer, .variant, .end: []
    }
  }

  /// How it is written, for messages.
  var usage: String {
    switch self {
    case .step: "```step ID [cell=ID] [seed=N] [question=ID]"
    case .expect: "```expect STEP"
    case .check: "```check"
    case .rubric: "```rubric"
    case .instead: "```instead STEP [seed=N]"
    case .claim: "<!-- claim ID [cell=ID] [question=ID] holds=yes|no|untold -->"
    case .question: "<!-- question ID [points=N] [asks=number|choice] [variant=ID] -->"
    case .hint: "<!-- hint ID -->"
    case .answer: "<!-- answer ID -->"
    case .variant: "<!-- variant ID -->"
    case .exercise:
      "<!-- exercise STEP [points=N] [with=STEP,…] [record=KIND,…] [tell=hint|place|mistake] "
        + "[in=notebook] -->"
    case .end: "<!-- end -->"
    }
  }

  /// The directive a single word was probably meant to be: the nearest at distance 1 or 2.
  static func nearMiss(_ word: String, of kinds: [DirectiveKind]) -> DirectiveKind? {
    let near = kinds.compactMap { kind in
      NearestName.distance(word, kind.rawValue, limit: 2).map { (kind, $0) }
    }
    return near.min { $0.1 < $1.1 }?.0
  }
}

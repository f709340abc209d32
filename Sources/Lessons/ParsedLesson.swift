import Records

/// A lesson file, read: front matter and blocks in order, every value with its place.
///
/// Nothing has been checked against the vocabulary of actions yet.
package struct ParsedLesson: Sendable, Equatable {
  /// The path as the user named it.
  package var file: String
  /// SHA-256 of the file's bytes.
  package var sha256: String
  package var frontMatter: FrontMatter
  package var blocks: [ParsedBlock]
}

/// The YAML between the two `---` lines.
package struct FrontMatter: Sendable, Equatable {
  package struct Parameter: Sendable, Equatable {
    package var name: Located<String>
    /// The default, which also gives the parameter its type.
    package var value: Located<JSONValue>
  }

  package struct Profile: Sendable, Equatable {
    package var name: Located<String>
    package var values: [Parameter]
  }

  package var id: Located<String>
  package var title: Located<String>
  /// What the lesson is for, in a few words.
  package var teaches: String?
  package var notebook: [String: String]
  package var seed: Located<Int>
  package var parameters: [Parameter]
  package var profiles: [Profile]
  package var departures: [Departure]
  package var license: String?
  package var attribution: String?
  /// How much a student's own variant may ask for.
  package var ownVariants = OwnLimits()
  /// The whole front matter, for diagnostics about what is missing in it.
  package var range: SourceRange
}

/// How much a variant that a student has written may ask for, as multiples of what the lesson itself
/// does with the same parameters.
package struct OwnLimits: Sendable, Equatable {
  /// Of its floating-point operations.
  package var work = 4.0
  /// Of its memory.
  package var memory = 2.0

  /// What every variant may ask for, however little its lesson does: a few seconds' work.
  static let leastOperations = 2e10
  static let leastBytes = 256e6
}

package enum ParsedBlock: Sendable, Equatable {
  case prose(ParsedProse)
  case step(ParsedStep)
  case expect(ParsedExpect)
  case claim(ParsedClaim)
  case question(ParsedQuestion)
  case hint(ParsedText)
  case answer(ParsedAnswer)
  case variant(ParsedVariant)
  case exercise(ParsedExercise)
}

package struct ParsedProse: Sendable, Equatable {
  package var content: [MarkupBlock]
  package var range: SourceRange
  /// Every `{{…}}` in the prose, for checking against the plan.
  package var references: [Located<ValueReference>]
  /// The notebook's cell that it stands for, by a comment `<!-- cell ID -->` before it.
  package var cell: Located<String>? = nil
  /// Every number typed in the prose, code aside.
  package var numbers: [Located<ProseNumber>] = []
}

/// A `step` fence.
package struct ParsedStep: Sendable, Equatable {
  package var id: Located<String>
  /// What `cell=` says; `none` for a step that is not in the notebook; `nil` if left out.
  package var cell: Located<String>?
  package var seed: Located<Int>?
  /// The question that the step's directive and results stand behind, since they would answer it.
  package var question: Located<String>?
  package var actions: [ParsedAction]
  /// The fence's body.
  package var source: String
  package var range: SourceRange
}

/// One item of a step's list: `- name: value` with further arguments.
package struct ParsedAction: Sendable, Equatable {
  package var name: Located<String>
  /// What stands after the action's name.
  package var value: YAMLValue
  /// The other keys, in order.
  package var arguments: [Argument]
  package var range: SourceRange

  package struct Argument: Sendable, Equatable {
    package var name: Located<String>
    package var value: YAMLValue
  }
}

/// A YAML value with its place, not yet given a type.
package indirect enum YAMLValue: Sendable, Equatable {
  /// `isPlain`: without quotes, so that it may be a number, a boolean or a `$parameter`.
  case scalar(Located<String>, isPlain: Bool)
  case list([YAMLValue], SourceRange)
  case mapping([(key: Located<String>, value: YAMLValue)], SourceRange)
}

/// For which runs a block is meant.
package enum When: Sendable, Equatable {
  /// No `when` line: for the lesson's default parameters and seed.
  case defaults
  case any
  /// Every named parameter, `profile` or `seed` has this value.
  case matching([String: JSONValue])
}

/// A `variant` pair: some steps given anew, the rest being the lesson's.
package struct ParsedVariant: Sendable, Equatable {
  package var id: Located<String>
  package var content: [MarkupBlock]
  /// What stands in the place of the lesson's steps with the same ids.
  package var steps: [ParsedStep]
  package var range: SourceRange
  package var references: [Located<ValueReference>] = []
}

/// An `exercise` pair: a step that students write in PyTorch.
package struct ParsedExercise: Sendable, Equatable {
  /// The step's id, which is the exercise's too.
  package var id: Located<String>
  package var points: Double?
  /// Further steps that belong to the task.
  package var with: [Located<String>]
  /// What is to be recorded, kinds or paths of numbers; `nil` where the lesson leaves it open.
  package var record: [Located<String>]?
  /// The most that `diagnose` says.
  package var tell: Tell
  /// Whether the task is in the students' notebook alone: a hand-out keeps the steps.
  package var keepsSteps = false
  /// The task in words.
  package var content: [MarkupBlock]
  package var range: SourceRange
  package var references: [Located<ValueReference>] = []

  /// How much is said of a mistake, the least first.
  package enum Tell: String, Sendable, CaseIterable, Comparable {
    /// Where to look.
    case hint
    /// The first place where the numbers part, too.
    case place
    /// The mistake by its name, and the line that mends it.
    case mistake

    package static func < (left: Self, right: Self) -> Bool {
      (left == .hint && right != .hint) || (left == .place && right == .mistake)
    }
  }

  /// The steps that students write.
  package var steps: [String] { [id.value] + with.map(\.value) }
}

/// An `expect` fence.
package struct ParsedExpect: Sendable, Equatable {
  package var step: Located<String>
  package var when: When
  package var checks: [ParsedCheck]
  package var range: SourceRange
}

/// One `path: constraint` line.
package struct ParsedCheck: Sendable, Equatable {
  package var path: Located<ResultPath>
  package var constraint: Located<Constraint>
  /// The constraint as written, without a comment.
  package var text: String
}

/// A `claim` pair.
package struct ParsedClaim: Sendable, Equatable {
  package var id: Located<String>
  package var cell: Located<String>?
  package var question: Located<String>?
  /// Whether the author expects it to hold; `nil` where that is not told.
  package var holds: Located<Bool?>
  package var content: [MarkupBlock]
  package var when: When
  package var checks: [ParsedCheck]
  package var range: SourceRange
  package var references: [Located<ValueReference>] = []
}

extension ParsedClaim {
  /// What `holds=` says in a hand-out: that a claim does not hold would answer the question about it.
  package static let untold = "untold"
}

/// A `question` pair.
package struct ParsedQuestion: Sendable, Equatable {
  package var id: Located<String>
  package var points: Double?
  package var asks: QuestionBlock.Asks?
  /// The variant whose outcome is to be predicted.
  package var variant: Located<String>? = nil
  package var content: [MarkupBlock]
  package var range: SourceRange
  package var references: [Located<ValueReference>] = []
}

/// A `hint` pair.
package struct ParsedText: Sendable, Equatable {
  package var id: Located<String>
  package var content: [MarkupBlock]
  package var range: SourceRange
  package var references: [Located<ValueReference>] = []
}

/// An `answer` pair: the instructor's answer and marking notes, from the lesson or from
/// `NAME.instructor.md` beside it.
package struct ParsedAnswer: Sendable, Equatable {
  package var id: Located<String>
  package var content: [MarkupBlock]
  /// `value: constraint` or `choice: letter` lines on what a student typed; empty where an
  /// instructor marks.
  package var selfCheck: [SelfCheck]
  /// What a wrong answer of a known kind is worth; the first that is met counts.
  package var partials: [Partial]
  /// What earns points, or costs some, where an instructor marks.
  package var rubric: [RubricItem]
  package var range: SourceRange

  /// Points for an answer that is wrong in a way that has a name.
  package struct Partial: Sendable, Equatable {
    /// As it is shown: `wrong sign`.
    package var name: String
    package var points: Located<Double>
    package var check: SelfCheck
  }

  /// An item of a rubric.
  package struct RubricItem: Sendable, Equatable {
    package var name: String
    /// Below zero for what costs points.
    package var points: Located<Double>
  }

  package enum SelfCheck: Sendable, Equatable {
    case value(Constraint)
    case choice(String)
  }
}

extension YAMLValue {
  package var range: SourceRange {
    switch self {
    case .scalar(let located, _): located.range
    case .list(_, let range), .mapping(_, let range): range
    }
  }

  /// The text of a scalar.
  var text: String? { if case .scalar(let text, _) = self { text.value } else { nil } }

  /// The texts of a scalar or of a list of them, as where an action takes one name or several.
  var names: [String] {
    if case .list(let elements, _) = self {
      elements.compactMap(\.text)
    } else {
      text.map { [$0] } ?? []
    }
  }

  package static func == (left: YAMLValue, right: YAMLValue) -> Bool {
    switch (left, right) {
    case (.scalar(let a, let plainA), .scalar(let b, let plainB)): a == b && plainA == plainB
    case (.list(let a, let rangeA), .list(let b, let rangeB)): a == b && rangeA == rangeB
    case (.mapping(let a, let rangeA), .mapping(let b, let rangeB)):
      rangeA == rangeB && a.count == b.count
        && zip(a, b).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}

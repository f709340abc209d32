import Records

/// A lesson file, read: front matter and blocks in order, every value with its place.
///
/// Nothing has been checked against the vocabulary of actions yet.
public struct ParsedLesson: Sendable, Equatable {
  /// The path as the user named it.
  public var file: String
  /// SHA-256 of the file's bytes.
  public var sha256: String
  public var frontMatter: FrontMatter
  public var blocks: [ParsedBlock]
}

/// The YAML between the two `---` lines.
public struct FrontMatter: Sendable, Equatable {
  public struct Parameter: Sendable, Equatable {
    public var name: Located<String>
    /// The default, which also gives the parameter its type.
    public var value: Located<JSONValue>
  }

  public struct Profile: Sendable, Equatable {
    public var name: Located<String>
    public var values: [Parameter]
  }

  public var id: Located<String>
  public var title: Located<String>
  /// What the lesson is for, in a few words.
  public var teaches: String?
  public var notebook: [String: String]
  public var seed: Located<Int>
  public var parameters: [Parameter]
  public var profiles: [Profile]
  public var departures: [Departure]
  public var license: String?
  public var attribution: String?
  /// How much a student's own variant may ask for.
  public var ownVariants = OwnLimits()
  /// The whole front matter, for diagnostics about what is missing in it.
  public var range: SourceRange
}

/// How much a variant that a student has written may ask for, as multiples of what the lesson itself
/// does with the same parameters.
public struct OwnLimits: Sendable, Equatable {
  /// Of its floating-point operations.
  public var work = 4.0
  /// Of its memory.
  public var memory = 2.0

  /// What every variant may ask for, however little its lesson does: a few seconds' work.
  static let leastOperations = 2e10
  static let leastBytes = 256e6
}

public enum ParsedBlock: Sendable, Equatable {
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

public struct ParsedProse: Sendable, Equatable {
  public var content: [MarkupBlock]
  public var range: SourceRange
  /// Every `{{…}}` in the prose, for checking against the plan.
  public var references: [Located<ValueReference>]
  /// The notebook's cell that it stands for, by a comment `<!-- cell ID -->` before it.
  public var cell: Located<String>? = nil
  /// Every number typed in the prose, code aside.
  public var numbers: [Located<ProseNumber>] = []
}

/// A `step` fence.
public struct ParsedStep: Sendable, Equatable {
  public var id: Located<String>
  /// What `cell=` says; `none` for a step that is not in the notebook; `nil` if left out.
  public var cell: Located<String>?
  public var seed: Located<Int>?
  public var actions: [ParsedAction]
  /// The fence's body.
  public var source: String
  public var range: SourceRange
}

/// One item of a step's list: `- name: value` with further arguments.
public struct ParsedAction: Sendable, Equatable {
  public var name: Located<String>
  /// What stands after the action's name.
  public var value: YAMLValue
  /// The other keys, in order.
  public var arguments: [Argument]
  public var range: SourceRange

  public struct Argument: Sendable, Equatable {
    public var name: Located<String>
    public var value: YAMLValue
  }
}

/// A YAML value with its place, not yet given a type.
public indirect enum YAMLValue: Sendable, Equatable {
  /// `isPlain`: without quotes, so that it may be a number, a boolean or a `$parameter`.
  case scalar(Located<String>, isPlain: Bool)
  case list([YAMLValue], SourceRange)
  case mapping([(key: Located<String>, value: YAMLValue)], SourceRange)
}

/// For which runs a block is meant.
public enum When: Sendable, Equatable {
  /// No `when` line: for the lesson's default parameters and seed.
  case defaults
  case any
  /// Every named parameter, `profile` or `seed` has this value.
  case matching([String: JSONValue])
}

/// A `variant` pair: some steps given anew, the rest being the lesson's.
public struct ParsedVariant: Sendable, Equatable {
  public var id: Located<String>
  public var content: [MarkupBlock]
  /// What stands in the place of the lesson's steps with the same ids.
  public var steps: [ParsedStep]
  public var range: SourceRange
  public var references: [Located<ValueReference>] = []
}

/// An `exercise` pair: a step that students write in PyTorch.
public struct ParsedExercise: Sendable, Equatable {
  /// The step's id, which is the exercise's too.
  public var id: Located<String>
  public var points: Double?
  /// Further steps that belong to the task.
  public var with: [Located<String>]
  /// What is to be recorded, kinds or paths of numbers; `nil` where the lesson leaves it open.
  public var record: [Located<String>]?
  /// The most that `diagnose` says.
  public var tell: Tell
  /// The task in words.
  public var content: [MarkupBlock]
  public var range: SourceRange
  public var references: [Located<ValueReference>] = []

  /// How much is said of a mistake, the least first.
  public enum Tell: String, Sendable, CaseIterable, Comparable {
    /// Where to look.
    case hint
    /// The first place where the numbers part, too.
    case place
    /// The mistake by its name, and the line that mends it.
    case mistake

    public static func < (left: Self, right: Self) -> Bool {
      (left == .hint && right != .hint) || (left == .place && right == .mistake)
    }
  }

  /// The steps that students write.
  public var steps: [String] { [id.value] + with.map(\.value) }
}

/// An `expect` fence.
public struct ParsedExpect: Sendable, Equatable {
  public var step: Located<String>
  public var when: When
  public var checks: [ParsedCheck]
  public var range: SourceRange
}

/// One `path: constraint` line.
public struct ParsedCheck: Sendable, Equatable {
  public var path: Located<ResultPath>
  public var constraint: Located<Constraint>
  /// The constraint as written, without a comment.
  public var text: String
}

/// A `claim` pair.
public struct ParsedClaim: Sendable, Equatable {
  public var id: Located<String>
  public var cell: Located<String>?
  public var question: Located<String>?
  public var holds: Bool
  public var content: [MarkupBlock]
  public var when: When
  public var checks: [ParsedCheck]
  public var range: SourceRange
  public var references: [Located<ValueReference>] = []
}

/// A `question` pair.
public struct ParsedQuestion: Sendable, Equatable {
  public var id: Located<String>
  public var points: Double?
  public var asks: QuestionBlock.Asks?
  /// The variant whose outcome is to be predicted.
  public var variant: Located<String>? = nil
  public var content: [MarkupBlock]
  public var range: SourceRange
  public var references: [Located<ValueReference>] = []
}

/// A `hint` pair.
public struct ParsedText: Sendable, Equatable {
  public var id: Located<String>
  public var content: [MarkupBlock]
  public var range: SourceRange
  public var references: [Located<ValueReference>] = []
}

/// An `answer` pair: the instructor's answer and marking notes, from the lesson or from
/// `NAME.instructor.md` beside it.
public struct ParsedAnswer: Sendable, Equatable {
  public var id: Located<String>
  public var content: [MarkupBlock]
  /// `value: constraint` or `choice: letter` lines on what a student typed; empty where an
  /// instructor marks.
  public var selfCheck: [SelfCheck]
  /// What a wrong answer of a known kind is worth; the first that is met counts.
  public var partials: [Partial]
  /// What earns points, or costs some, where an instructor marks.
  public var rubric: [RubricItem]
  public var range: SourceRange

  /// Points for an answer that is wrong in a way that has a name.
  public struct Partial: Sendable, Equatable {
    /// As it is shown: `wrong sign`.
    public var name: String
    public var points: Located<Double>
    public var check: SelfCheck
  }

  /// An item of a rubric.
  public struct RubricItem: Sendable, Equatable {
    public var name: String
    /// Below zero for what costs points.
    public var points: Located<Double>
  }

  public enum SelfCheck: Sendable, Equatable {
    case value(Constraint)
    case choice(String)
  }
}

extension YAMLValue {
  public var range: SourceRange {
    switch self {
    case .scalar(let located, _): located.range
    case .list(_, let range), .mapping(_, let range): range
    }
  }

  public static func == (left: YAMLValue, right: YAMLValue) -> Bool {
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

import Records

/// An exercise of a lesson, checked: which steps students write, and what they record of them.
public struct PlannedExercise: Sendable, Equatable {
  /// What a student's program records of a step, to be compared with the replay.
  public enum Kind: Sendable, Hashable, CustomStringConvertible {
    /// A model's tensors before its training.
    case initial
    /// A training's losses, one a batch.
    case losses
    /// The rows in the order in which the training sees them.
    case order
    /// A model's tensors after its training.
    case final
    /// What a loop prints of its epochs.
    case printed
    /// What a model gives for rows.
    case predictions
    /// One number, by its path within the step's results.
    case value(String)

    /// Those that have a name of their own, in the order in which they arise.
    public static let named: [Kind] = [.initial, .losses, .order, .final, .printed, .predictions]

    /// As `record=` and the recorder call it.
    public var description: String {
      switch self {
      case .initial: "initial"
      case .losses: "losses"
      case .order: "order"
      case .final: "final"
      case .printed: "printed"
      case .predictions: "predictions"
      case .value(let path): path
      }
    }

    /// The result of a step in which the replay has it.
    public var result: String {
      switch self {
      case .initial: ResultKey.initial.name
      case .losses: ResultKey.losses.name
      case .order: ResultKey.orderSHA256.name
      case .final: ResultKey.final.name
      case .printed: ResultKey.printedLoss.name
      case .predictions: ResultKey.predictions.name
      case .value(let path): path
      }
    }
  }

  /// Something that is to be recorded.
  public struct Item: Sendable, Hashable {
    /// The step's id.
    public var step: String
    public var kind: Kind

    public init(step: String, kind: Kind) { (self.step, self.kind) = (step, kind) }
  }

  /// The id of its main step.
  public var id: String
  public var points: Double?
  /// The ids of the steps that students write, in the order of the lesson.
  public var steps: [String]
  /// What they record, in the order in which it arises.
  public var items: [Item]
  public var tell: ParsedExercise.Tell
  public var content: [MarkupBlock]
}

extension ParsedLesson {
  /// The exercises, in the order of the file.
  public var exercises: [ParsedExercise] {
    blocks.compactMap { if case .exercise(let exercise) = $0 { exercise } else { nil } }
  }

  /// Whether it is a hand-out in which exercises stand in the place of steps.
  public var isHandOut: Bool {
    steps.contains { step in
      step.actions.contains { $0.name.value == ExerciseAction.manual.name }
    }
  }
}

import Records

/// An exercise of a lesson, checked: which steps students write, and what they record of them.
package struct PlannedExercise: Sendable, Equatable {
  /// What a student's program records of a step, to be compared with the replay.
  package enum Kind: Sendable, Hashable, CustomStringConvertible {
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
    package static let named: [Kind] = [.initial, .losses, .order, .final, .printed, .predictions]

    /// As `record=` and the recorder call it.
    package var description: String {
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
    package var result: String {
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
  package struct Item: Sendable, Hashable {
    /// The step's id.
    package var step: String
    package var kind: Kind

    package init(step: String, kind: Kind) { (self.step, self.kind) = (step, kind) }
  }

  /// The id of its main step.
  package var id: String
  package var points: Double?
  /// The ids of the steps that students write, in the order of the lesson.
  package var steps: [String]
  /// What they record, in the order in which it arises.
  package var items: [Item]
  package var tell: ParsedExercise.Tell
  package var content: [MarkupBlock]
}

extension ParsedLesson {
  /// The exercises, in the order of the file.
  package var exercises: [ParsedExercise] {
    blocks.compactMap { if case .exercise(let exercise) = $0 { exercise } else { nil } }
  }

  /// Whether it is a hand-out in which exercises stand in the place of steps.
  package var isHandOut: Bool {
    steps.contains { step in
      step.actions.contains { $0.name.value == ExerciseAction.manual.name }
    }
  }
}

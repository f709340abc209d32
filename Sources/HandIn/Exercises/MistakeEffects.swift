import Lessons
import Records

/// The effect of a mistake in a lesson's exercises.
package struct MistakeEffects {
  package enum Effect: Sendable, Equatable {
    /// Nothing that is recorded shows it.
    case none
    /// It shows in what an exercise records, first there.
    case shows(String)
    /// The lesson cannot be replayed with it.
    case notReplayed
  }

  package var variant: MistakeVariant
  package var effect: Effect

  /// In the middle of a sentence.
  package var words: String {
    switch effect {
    case .none: "has no effect here"
    case .shows(let place): "shows in \(place)"
    case .notReplayed: "cannot be replayed here"
    }
  }

  /// All mistakes that are known in a lesson's exercises.
  package static func all(_ replays: any ExerciseReplays) -> [MistakeEffects] {
    let items = replays.plan.exercises.flatMap(\.items)
    return replays.variants.map { variant in
      guard let results = replays.results(of: variant) else {
        return MistakeEffects(variant: variant, effect: .notReplayed)
      }
      for item in items where results[item.step] == nil {
        return MistakeEffects(variant: variant, effect: .notReplayed)
      }
      let first = items.first { item in
        value(of: item, in: results) != value(of: item, in: replays.right)
      }
      return MistakeEffects(
        variant: variant, effect: first.map { .shows("\($0.step), \($0.kind)") } ?? .none)
    }
  }

  private static func value(of item: PlannedExercise.Item, in results: StepResults) -> JSONValue? {
    let step = results[item.step] ?? [:]
    return ResultPath(item.kind.result, inStep: item.step)?.value(in: step)
  }
}

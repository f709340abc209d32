import Lessons
import Records

/// A diagnosis for other programs.
package enum DiagnosisJSON {
  /// - Parameter tell: the most that is told; an exercise may tell less.
  package static func value(
    _ diagnosis: ExerciseDiagnosis, tell: ParsedExercise.Tell, settings: [String] = []
  ) -> JSONValue {
    var value: [String: JSONValue] = [
      "lesson": .string(diagnosis.record.lesson), "name": .string(diagnosis.record.name),
      "id": .string(diagnosis.record.id), "agrees": .bool(diagnosis.agrees),
      "settings": .array(settings.map(JSONValue.string)),
      "notes": .array(diagnosis.notes.map(JSONValue.string)),
      "exercises": .array(
        diagnosis.exercises.map { exercise($0, min(tell, $0.exercise.tell)) }),
    ]
    let scored = diagnosis.exercises.filter { $0.points != nil }
    if !scored.isEmpty {
      value["points"] = .number(scored.reduce(0) { $0 + ($1.points ?? 0) })
      value["of"] = .number(scored.reduce(0) { $0 + ($1.exercise.points ?? 0) })
    }
    return .object(value)
  }

  private static func exercise(
    _ exercise: ExerciseDiagnosis.Exercise, _ tell: ParsedExercise.Tell
  ) -> JSONValue {
    var value: [String: JSONValue] = [
      "id": .string(exercise.exercise.id), "agrees": .bool(exercise.agrees),
      "items": .array(exercise.items.map { item($0, tell) }),
    ]
    value["points"] = exercise.points.map(JSONValue.number)
    value["of"] = exercise.exercise.points.map(JSONValue.number)
    return .object(value)
  }

  private static func item(
    _ item: ExerciseDiagnosis.Item, _ tell: ParsedExercise.Tell
  ) -> JSONValue {
    var value: [String: JSONValue] = [
      "step": .string(item.item.step), "kind": .string(item.item.kind.description),
    ]
    switch item.outcome {
    case .exact: value["outcome"] = "exact"
    case .rounding(let judged, let all):
      value["outcome"] = "rounding"
      (value["judged"], value["of"]) = (.int(judged), .int(all))
    case .missing: value["outcome"] = "missing"
    case .unjudged(let why):
      value["outcome"] = "unjudged"
      value["reason"] = .string(why)
    case .parts(let parting):
      value["outcome"] = "parts"
      guard tell >= .place else { break }
      value["place"] = .string(parting.place)
      value["reason"] = .string(parting.reason)
      value["batch"] = parting.batch.map(JSONValue.int)
    }
    switch item.cause {
    case nil: break
    case .follows: value["follows"] = .bool(true)
    case .unknown: value["unknown"] = .bool(true)
    case .mistakes(let mistakes):
      if tell >= .mistake {
        value["mistakes"] = .array(
          mistakes.map { mistake in
            [
              "id": .string(mistake.id), "area": .string(mistake.area.rawValue),
              "sentence": .string(mistake.sentence), "mend": .string(mistake.mend),
            ]
          })
      } else {
        let areas = Set(mistakes.map(\.area.hint)).sorted()
        value["hints"] = .array(areas.map(JSONValue.string))
      }
    }
    return .object(value)
  }
}

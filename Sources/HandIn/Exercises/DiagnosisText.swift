import Base
import Lessons
import Records

/// A diagnosis in words, as much of it as is to be told.
package enum DiagnosisText {
  /// - Parameters:
  ///   - tell: the most that is told; an exercise may tell less.
  ///   - settings: what differs from the lesson's own, such as `epochs=50`.
  package static func lines(
    _ diagnosis: ExerciseDiagnosis, tell: ParsedExercise.Tell, settings: [String] = []
  ) -> [String] {
    let record = diagnosis.record
    var lines = [head(record)]
    if !settings.isEmpty {
      lines.append(
        "  made with \(settings.map { OneLine.of($0, limit: 80) }.joined(separator: ", "))")
    }
    lines += diagnosis.notes.map { "  note: \($0)" }
    var isFirst = true
    for exercise in diagnosis.exercises {
      let tell = min(tell, exercise.exercise.tell)
      lines += self.lines(exercise, diagnosis, tell: tell, isFirst: &isFirst)
    }
    if let total = points(diagnosis) { lines.append("  points: \(total)") }
    lines.append(
      "  This is evidence, not proof: it says which numbers the record has, not who made them.")
    return lines
  }

  private static func head(_ record: ExerciseRecord) -> String {
    var who = record.name.isEmpty ? "(no name)" : record.name
    if !record.id.isEmpty { who += " (\(record.id))" }
    var with: [String] = []
    if !record.torch.isEmpty { with.append("PyTorch \(record.torch)") }
    if let threads = record.threads { with.append(Words.count(threads, "thread")) }
    return "\(OneLine.of(record.lesson, limit: 64)): \(who)"
      + (with.isEmpty ? "" : ", \(with.joined(separator: ", "))")
  }

  /// `5.5 of 8`, where exercises have points.
  package static func points(_ diagnosis: ExerciseDiagnosis) -> String? {
    let scored = diagnosis.exercises.filter { $0.points != nil }
    guard !scored.isEmpty else { return nil }
    let earned = scored.reduce(0) { $0 + ($1.points ?? 0) }
    let all = scored.reduce(0) { $0 + ($1.exercise.points ?? 0) }
    return "\(number(earned)) of \(number(all))"
  }

  /// At most two decimals.
  package static func number(_ value: Double) -> String {
    CanonicalJSON.number((value * 100).rounded() / 100)
  }

  // MARK: - One exercise

  private static func lines(
    _ exercise: ExerciseDiagnosis.Exercise, _ diagnosis: ExerciseDiagnosis,
    tell: ParsedExercise.Tell, isFirst: inout Bool
  ) -> [String] {
    let name = exercise.exercise.id
    let points = exercise.points.map { points in
      ", \(number(points)) of \(number(exercise.exercise.points ?? 0)) points"
    }
    var lines = [
      "  exercise \(name): \(exercise.agrees ? "agrees" : "does not agree")\(points ?? "")"
    ]
    for item in exercise.items {
      let several = exercise.exercise.steps.count > 1 ? "\(item.item.step), " : ""
      lines.append("    \(several)\(item.item.kind): \(outcome(item, tell))")
      lines += cause(item, diagnosis, tell, isFirst: isFirst).map { "      \($0)" }
      if item.cause == .unknown { isFirst = false }
    }
    lines += exercise.notes.map { "    note: \($0)" }
    return lines
  }

  private static func outcome(_ item: ExerciseDiagnosis.Item, _ tell: ParsedExercise.Tell) -> String
  {
    switch item.outcome {
    case .exact: "exactly as in the lesson"
    case .rounding(let judged, let all) where judged == all: "as in the lesson, to rounding"
    case .rounding(let judged, let all):
      "as in the lesson, to rounding, in the first \(judged) of \(all); what comes after is decided by rounding"
    case .missing: "not recorded"
    case .unjudged(let why): "not judged: \(why)"
    case .parts(let parting):
      tell >= .place
        ? "parts from the lesson in \(OneLine.of(parting.text, limit: 300))"
          + (parting.before > 0 ? ", after \(parting.before) that agree" : "")
        : "not as in the lesson"
    }
  }

  private static func cause(
    _ item: ExerciseDiagnosis.Item, _ diagnosis: ExerciseDiagnosis, _ tell: ParsedExercise.Tell,
    isFirst: Bool
  ) -> [String] {
    switch item.cause {
    case nil: return []
    case .follows: return ["this follows from the mistake named before"]
    case .mistakes(let mistakes):
      guard tell >= .mistake else {
        let areas = mistakes.map(\.area).reduce(into: [Mistake.Area]()) { areas, area in
          if !areas.contains(area) { areas.append(area) }
        }
        return areas.map { "hint: \($0.hint)" }
      }
      let all = mistakes.count > 1 ? ["one of these, which have the same numbers here:"] : []
      return all
        + mistakes.flatMap { mistake in
          ["mistake: \(mistake.sentence)", "  mend it: \(mistake.mend)"]
        }
    case .unknown where !isFirst:
      return ["no known mistake either; it may follow from what parts before"]
    case .unknown:
      guard diagnosis.tried > 0, tell >= .mistake else {
        return ["These are the numbers of no mistake that is known here."]
      }
      let areas = diagnosis.ruledOut.map(\.name).joined(separator: "; ")
      return [
        "These are the numbers of no mistake that is known here. \(Words.count(diagnosis.tried, "replay")) "
          + "with a mistake each have others: \(areas)."
      ]
    }
  }
}

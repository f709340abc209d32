import Base
import Files
import Foundation
import HandIn
import Lessons
import Records

/// Diagnoses records of exercises; lessons and mistakes are replayed once for all of them.
final class ExerciseDesk {
  private let installation: Installation
  private let runner: ReplayedMistakes.Runner
  private let display: RunDisplay
  private var desks: [String: ReplayedMistakes] = [:]

  init(_ installation: Installation, runner: ReplayedMistakes.Runner, display: RunDisplay) {
    (self.installation, self.runner, self.display) = (installation, runner, display)
  }

  /// A record's diagnosis, and what it was made with otherwise than the lesson.
  func diagnosis(
    of record: ExerciseRecord
  ) throws -> (diagnosis: ExerciseDiagnosis, settings: [String]) {
    let (replays, settings) = try replays(for: record)
    let diagnosis = ExerciseExaminer(replays, record).diagnosis()
    guard !Interrupt.cancellation.isCancelled else {
      throw Failure(.interrupted, "interrupted; what has been replayed is kept")
    }
    return (diagnosis, settings)
  }

  /// The replays that a record is held against: with its own parameters, profile and seed.
  func replays(
    for record: ExerciseRecord
  ) throws -> (replays: ReplayedMistakes, settings: [String]) {
    let finder = LessonFinder(installation)
    let id = record.lesson
    guard try finder.names().contains(id) else {
      throw Failure(
        .missing, "there is no lesson \(OneLine.of(id, limit: 64)) here to hold it against")
    }
    let loaded = try finder.load(id)
    var options = PlanOptions(profile: record.profile, seed: record.seed)
    let plain = try finder.plan(loaded, options: options, showsWarnings: false)
    for (name, value) in record.parameters where plain.recordedParameters[name] != value {
      options.parameters[name] = try RecordedParameter.text(
        of: value, name, advice: "exercises are held against the lesson's own data")
    }
    let whole = try finder.plan(loaded, options: options, showsWarnings: false)
    options.selection.steps = whole.exercises.flatMap(\.steps)
    guard !whole.exercises.isEmpty else {
      throw Failure(.invalid, "lesson \(id) has no exercises (docs/exercises.md)")
    }
    if let open = whole.steps.first(where: {
      options.selection.steps.contains($0.id) && $0.isSkipped
    }) {
      throw Failure(
        .missing,
        "lesson \(id) is a hand-out here: it does not have the step \(open.id) to hold a record against"
      )
    }
    let plan = try finder.plan(loaded, options: options, showsWarnings: false)
    let settings =
      plan.changedParameters.sorted().map { name in
        "\(name)=\(plan.recordedParameters[name].flatMap { try? CanonicalJSON.text($0) } ?? "?")"
      } + (plan.seed == loaded.lesson?.frontMatter.seed.value ? [] : ["seed \(plan.seed)"])
    let key =
      "\(id) \(plan.seed) \((try? CanonicalJSON.text(.object(plan.recordedParameters))) ?? "")"
    if let known = desks[key] { return (known, settings) }
    try AssetFetching(store: runner.store, display: display).fetchMissing(plan.assets)
    let made = try ReplayedMistakes(plan, loaded, options, runner)
    desks[key] = made
    return (made, settings)
  }
}

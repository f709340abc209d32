import Lessons
import Records

/// Replays that a record is held against; they run when they are asked for.
package protocol ExerciseReplays {
  var plan: LessonPlan { get }
  /// The lesson as it is to be.
  var right: StepResults { get }
  /// The same with one unit of rounding put into each weight after each step of each training.
  var noise: StepResults { get }
  /// The mistakes that can be made in the exercises' steps.
  var variants: [MistakeVariant] { get }
  /// A mistake's replay up to the last exercise; `nil` where it cannot be replayed.
  func results(of variant: MistakeVariant) -> StepResults?
  /// The same with rounding put in.
  func noise(of variant: MistakeVariant) -> StepResults?
}

/// The comparison of a student's record with the lesson's replay: what agrees, where it parts, and which
/// mistake's numbers it has.
package struct ExerciseDiagnosis: Sendable {
  /// Why something parts from the lesson.
  package enum Cause: Sendable, Equatable {
    /// Its numbers are those of these mistakes, and of no others.
    case mistakes([Mistake])
    /// Its numbers follow from a mistake named before, in the same exercise or in an earlier one.
    case follows(isEarlier: Bool)
    /// Its numbers are none of a known mistake's.
    case unknown
  }

  package struct Item: Sendable {
    package var item: PlannedExercise.Item
    package var outcome: ItemOutcome
    /// `nil` where nothing parts.
    package var cause: Cause?
  }

  package struct Exercise: Sendable {
    package var exercise: PlannedExercise
    package var items: [Item]
    /// Points earned; `nil` where the exercise has none.
    package var points: Double?
    /// What is to be said of it beside, whole sentences.
    package var notes: [String] = []

    package var agrees: Bool {
      items.allSatisfy { $0.outcome.agrees || $0.cause == .follows(isEarlier: true) }
    }
  }

  package var record: ExerciseRecord
  package var exercises: [Exercise]
  /// Notes on the whole record.
  package var notes: [String] = []
  /// Mistakes of the catalogue whose numbers are the lesson's own here.
  package var withoutEffect: [Mistake] = []
  /// The areas of all mistakes that were tried and have other numbers.
  package var ruledOut: [Mistake.Area] = []
  package var tried = 0

  package var agrees: Bool { exercises.allSatisfy(\.agrees) }
}

/// Makes a diagnosis.
package struct ExerciseExaminer {
  private let replays: any ExerciseReplays
  private let record: ExerciseRecord
  /// What has been named so far, and its replays.
  private var named: [(variants: [MistakeVariant], cause: Int)] = []
  /// How many of them were named in earlier exercises.
  private var earlier = 0
  /// What has been compared so far and agreed with the lesson itself.
  private var agreed: [PlannedExercise.Item] = []
  private var ruledOut: Set<Mistake.Area> = []
  private var tried = 0
  /// Whether something parts for no known reason: what comes after it may follow from that.
  private var isUnknown = false

  /// As a share of figures above 1, on a processor like the lesson's own.
  private static let usualBar = 2e-6
  /// On a graphics processor.
  ///
  /// No such run has been measured here: PyTorch sums in other orders there, and
  /// some cards round products to fewer digits.
  private static let deviceBar = 1e-4

  package init(_ replays: any ExerciseReplays, _ record: ExerciseRecord) {
    (self.replays, self.record) = (replays, record)
  }

  package func diagnosis() -> ExerciseDiagnosis {
    var copy = self
    return copy.examine()
  }

  private mutating func examine() -> ExerciseDiagnosis {
    var diagnosis = ExerciseDiagnosis(record: record, exercises: [])
    for exercise in replays.plan.exercises {
      diagnosis.exercises.append(examine(exercise))
    }
    // Named mistakes are settled at the end: what comes later may tell two apart.
    for index in diagnosis.exercises.indices {
      for place in diagnosis.exercises[index].items.indices {
        guard case .mistakes? = diagnosis.exercises[index].items[place].cause else { continue }
        let item = diagnosis.exercises[index].items[place].item
        if let group = named.first(where: { $0.cause == Self.place(of: item, replays.plan) }) {
          diagnosis.exercises[index].items[place].cause = .mistakes(Self.mistakes(group.variants))
        }
      }
    }
    diagnosis.ruledOut = Mistake.Area.allCases.filter(ruledOut.contains)
    diagnosis.tried = tried
    diagnosis.notes = notes
    return diagnosis
  }

  private static func mistakes(_ variants: [MistakeVariant]) -> [Mistake] {
    variants.reduce(into: []) { if !$0.contains($1.mistake) { $0.append($1.mistake) } }
  }

  private static func place(of item: PlannedExercise.Item, _ plan: LessonPlan) -> Int {
    plan.exercises.flatMap(\.items).firstIndex(of: item) ?? -1
  }

  // MARK: - One exercise

  private mutating func examine(_ exercise: PlannedExercise) -> ExerciseDiagnosis.Exercise {
    earlier = named.count
    var items: [ExerciseDiagnosis.Item] = []
    for item in exercise.items {
      let outcome = compare(item, replays.right, replays.noise)
      var cause: ExerciseDiagnosis.Cause?
      switch outcome {
      case .exact, .rounding: agreed.append(item)
      case .parts: cause = explain(item)
      case .missing, .unjudged: break
      }
      items.append(.init(item: item, outcome: outcome, cause: cause))
    }
    var result = ExerciseDiagnosis.Exercise(exercise: exercise, items: items)
    result.points = exercise.points.map { ($0 * share(of: items) * 100).rounded() / 100 }
    for step in exercise.steps {
      if let error = record.steps[step]?.error {
        result.notes.append("Step \(step) ended with \(error).")
      }
    }
    return result
  }

  /// The share of an exercise's parts that are right: of losses the first is a part, and all are another.
  private func share(of items: [ExerciseDiagnosis.Item]) -> Double {
    var parts = 0.0
    var right = 0.0
    for item in items {
      let isRight = item.outcome.agrees || item.cause == .follows(isEarlier: true)
      if case .unjudged = item.outcome { continue }
      parts += 1
      right += isRight ? 1 : 0
      guard item.item.kind == .losses else { continue }
      parts += 1
      if isRight {
        right += 1
      } else if case .parts(let parting) = item.outcome, parting.before > 0 {
        right += 1
      }
    }
    return parts == 0 ? 0 : (right / parts * 100).rounded() / 100
  }

  private func compare(
    _ item: PlannedExercise.Item, _ results: StepResults, _ noise: StepResults?
  ) -> ItemOutcome {
    guard let mine = record.steps[item.step] else { return .missing }
    guard let theirs = results[item.step] else { return .unjudged("the replay has no such step") }
    let isOnDevice = mine.devices.contains { $0 != "cpu" }
    return ItemComparison(
      item: item, mine: mine, bar: isOnDevice ? Self.deviceBar : Self.usualBar, theirs: theirs,
      noise: noise?[item.step]
    ).outcome()
  }

  // MARK: - Why

  /// Finds the mistakes whose numbers the record has in something that parts from the lesson.
  private mutating func explain(_ item: PlannedExercise.Item) -> ExerciseDiagnosis.Cause {
    for index in named.indices {
      let fitting = named[index].variants.filter { agrees(item, with: $0) }
      guard !fitting.isEmpty else { continue }
      named[index].variants = fitting
      return .follows(isEarlier: index < earlier)
    }
    if let mistake = figureMistake(item) { return .mistakes([mistake]) }
    // Another mistake beside one that is known already would have numbers of its own.
    guard named.isEmpty, !isUnknown else { return .unknown }
    tried = replays.variants.count
    let fitting = replays.variants.filter { variant in
      guard agrees(item, with: variant) else {
        ruledOut.insert(variant.mistake.area)
        return false
      }
      // One mistake has to have all the numbers so far.
      return agreed.allSatisfy { agrees($0, with: variant) }
    }
    guard !fitting.isEmpty else {
      isUnknown = true
      return .unknown
    }
    for variant in fitting { ruledOut.remove(variant.mistake.area) }
    named.append((fitting, Self.place(of: item, replays.plan)))
    return .mistakes(Self.mistakes(fitting))
  }

  private func agrees(_ item: PlannedExercise.Item, with variant: MistakeVariant) -> Bool {
    guard let results = replays.results(of: variant) else { return false }
    // Nothing of what the mistake would change may be taken from the lesson itself.
    let outcome = compare(item, results, nil)
    guard case .parts(let parting) = outcome else { return outcome.agrees }
    // Rounding may have grown: how far is worth a replay where the numbers begin alike.
    guard parting.before >= 5, let noise = replays.noise(of: variant) else {
      guard item.kind != .losses, let noise = replays.noise(of: variant) else { return false }
      return compare(item, results, noise).agrees
    }
    let measured = compare(item, results, noise)
    if case .rounding(let judged, _) = measured { return judged >= 5 }
    return measured.agrees
  }

  /// A figure that was made otherwise of what is right.
  private func figureMistake(_ item: PlannedExercise.Item) -> Mistake? {
    guard let mine = record.steps[item.step], let theirs = replays.right[item.step] else {
      return nil
    }
    return FigureMistakes(item: item, mine: mine, theirs: theirs).mistake()
  }

  // MARK: - The whole record

  private var notes: [String] {
    var notes: [String] = []
    let steps = record.steps.values
    if steps.contains(where: { $0.precisions.contains("float64") }) {
      notes.append(
        "Some of it was computed in double precision, and the lesson in single: "
          + "leave torch.set_default_dtype and .double() out.")
    }
    let devices = Set(steps.flatMap(\.devices)).subtracting(["cpu"]).sorted()
    if !devices.isEmpty {
      notes.append(
        "It was computed on \(devices.joined(separator: ", ")): figures may be 1e-4 apart, which nobody "
          + "has measured there, and what is drawn on it is drawn otherwise.")
    }
    let known = Set(replays.plan.exercises.flatMap(\.steps))
    let strange = record.steps.keys.filter { !known.contains($0) }.sorted()
    if !strange.isEmpty {
      let names = strange.prefix(5).map { OneLine.of($0, limit: 64) }.joined(separator: ", ")
      notes.append(
        "It records what is no exercise of the lesson: \(names)\(strange.count > 5 ? " and more" : "")."
      )
    }
    return notes
  }
}

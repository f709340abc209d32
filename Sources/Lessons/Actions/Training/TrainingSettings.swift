import Engine

/// How a training steps: the arguments of `train` beside its model, rows and epochs.
struct TrainingSettings: Sendable {
  /// What a schedule steps with.
  enum ScheduleUnit: String, CaseIterable, Sendable { case step, epoch }

  static let maxGradientNorm = Argument(
    "max_grad_norm", ArgumentType.number("a number above 0") { $0 > 0 }.optional, default: nil,
    "no limit",
    "Gradients whose norm, taken over all tensors, is larger are scaled down to it before a step.")
  private static var schedule: Argument<CatalogueChoice> {
    Argument(
      "schedule", .entry("schedule", of: ScheduleCatalogue.entries),
      default: CatalogueChoice(name: ScheduleCatalogue.defaultName), ScheduleCatalogue.defaultName,
      "The learning rate's way.")
  }
  private static let scheduleBy = Argument(
    "schedule_by", .choice(ScheduleUnit.allCases.map(\.rawValue)),
    default: ScheduleUnit.step.rawValue, ScheduleUnit.step.rawValue,
    "What the schedule steps with: each step of the optimizer, or each epoch.")
  private static let warmupSteps = Argument(
    "warmup_steps", ArgumentType.whole(atLeast: 0).optional, default: nil, "0",
    """
    With a schedule that has `\(warmup)`: the same, optimizer steps over which the learning rate \
    first rises from 0.
    """)
  /// The option of schedules that `warmup_steps` is another word for.
  private static let warmup = "num_warmup_steps"
  private static let accumulate = Argument(
    "accumulate", .whole(atLeast: 1), default: 1, "1",
    "Batches whose gradients are averaged before each step; an epoch's last step may have fewer.")

  static var arguments: [ArgumentDescription] {
    [
      maxGradientNorm.description, schedule.description, scheduleBy.description,
      warmupSteps.description, accumulate.description,
    ]
  }

  let maxGradientNorm: Double?
  let schedule: any Schedule
  /// What the schedule was made of.
  let choice: CatalogueChoice
  let scheduleBy: ScheduleUnit
  let accumulate: Int

  /// Whether the schedule leaves another learning rate than the optimizer was made with.
  var changesRate: Bool { choice.name != ScheduleCatalogue.defaultName }

  /// Reads the arguments; `nil` where a diagnostic has been reported.
  init?(_ reader: ActionReader) {
    let maxGradientNorm = reader.read(Self.maxGradientNorm)
    let schedule = reader.read(Self.schedule)
    let scheduleBy = reader.read(Self.scheduleBy).flatMap(ScheduleUnit.init)
    let warmupSteps = reader.read(Self.warmupSteps)
    let accumulate = reader.read(Self.accumulate)
    guard let maxGradientNorm, var choice = schedule, let scheduleBy, let warmupSteps,
      let accumulate
    else { return nil }
    if let warmupSteps {
      guard Self.hasWarmup(choice, reader) else { return nil }
      choice.options[Self.warmup] = .whole(warmupSteps)
    }
    guard let made = try? choice.make(ScheduleCatalogue.entries) else { return nil }
    (self.maxGradientNorm, self.accumulate) = (maxGradientNorm, accumulate)
    (self.schedule, self.choice, self.scheduleBy) = (made, choice, scheduleBy)
  }

  private static func hasWarmup(_ choice: CatalogueChoice, _ reader: ActionReader) -> Bool {
    let owners = ScheduleCatalogue.entries.filter { entry in
      entry.options.contains { $0.name == warmup }
    }.map(\.name)
    guard owners.contains(choice.name) else {
      reader.report(
        "wrong-type", at: reader.range(of: warmupSteps.name),
        "`warmup_steps` needs `schedule: \(owners.joined(separator: " or "))`")
      return false
    }
    guard choice.options[warmup] == nil else {
      reader.report(
        "wrong-type", at: reader.range(of: warmupSteps.name),
        "`warmup_steps` and `\(warmup)` are the same: only one of them can be given")
      return false
    }
    return true
  }

  /// Refuses a schedule that the optimizer or the length of a training does not allow.
  ///
  /// - Parameter steps: of the optimizer; `nil` where that is not known.
  func check(steps: Int?, epochs: Int, hasMomentum: Bool, _ reader: ActionReader) -> Bool {
    guard let total = scheduleBy == .epoch ? epochs : steps else { return true }
    do throws(OptionProblem) {
      try schedule.check(steps: total, hasMomentum: hasMomentum)
      return true
    } catch {
      reader.report(
        "wrong-type", at: reader.range(of: Self.schedule.name), "`\(error.option)` \(error.reason)")
      return false
    }
  }

  /// - Throws: `invalidInput` where the schedule does not fit the length of the training.
  func apply(to training: inout Training) throws(EngineError) {
    training.maxGradientNorm = maxGradientNorm
    training.schedule = schedule
    training.schedulesByEpoch = scheduleBy == .epoch
    // An epoch's last group may be short, so a group is never longer than an epoch.
    training.accumulate = min(accumulate, max(1, training.loader.batchCount))
    let steps = scheduleBy == .epoch ? training.epochs : training.totalSteps
    do throws(OptionProblem) {
      // Whether there is a momentum, planning knows.
      try schedule.check(steps: steps, hasMomentum: true)
    } catch {
      throw .invalidInput(.scheduleOption(error))
    }
  }
}

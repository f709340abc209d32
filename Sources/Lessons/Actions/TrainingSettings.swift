import Engine

/// How a training steps: the arguments of `train` beside its model, rows and epochs.
struct TrainingSettings: Sendable {
  private static let maxGradientNorm = Argument(
    "max_grad_norm", ArgumentType.number("a number above 0") { $0 > 0 }.optional, default: nil,
    "no limit",
    "Gradients whose norm, taken over all tensors, is larger are scaled down to it before a step.")
  private static let schedule = Argument(
    "schedule", .choice(["constant", "linear"]), default: "constant", "constant",
    """
    The learning rate's way: `linear` falls in a line to nothing at the end, as Hugging Face's \
    `get_linear_schedule_with_warmup`.
    """)
  private static let warmupSteps = Argument(
    "warmup_steps", ArgumentType.whole(atLeast: 0).optional, default: nil, "0",
    "With `schedule: linear`: optimizer steps over which the learning rate first rises from 0.")
  private static let accumulate = Argument(
    "accumulate", .whole(atLeast: 1), default: 1, "1",
    "Batches whose gradients are averaged before each step; an epoch's last step may have fewer.")

  static let arguments = [
    maxGradientNorm.description, schedule.description, warmupSteps.description,
    accumulate.description,
  ]

  let maxGradientNorm: Double?
  let schedule: LearningRateSchedule
  let accumulate: Int

  /// Reads the arguments; `nil` where a diagnostic has been reported.
  init?(_ reader: ActionReader) {
    let maxGradientNorm = reader.read(Self.maxGradientNorm)
    let schedule = reader.read(Self.schedule)
    let warmupSteps = reader.read(Self.warmupSteps)
    let accumulate = reader.read(Self.accumulate)
    guard let maxGradientNorm, let schedule, let warmupSteps, let accumulate else { return nil }
    if schedule == "constant", warmupSteps != nil {
      reader.report(
        "wrong-type", at: reader.range(of: Self.warmupSteps.name),
        "`warmup_steps` needs `schedule: linear`")
      return nil
    }
    (self.maxGradientNorm, self.accumulate) = (maxGradientNorm, accumulate)
    self.schedule = schedule == "linear" ? .linear(warmupSteps: warmupSteps ?? 0) : .constant
  }

  func apply(to training: inout ClassifierTraining) {
    training.maxGradientNorm = maxGradientNorm
    training.schedule = schedule
    // An epoch's last group may be short, so a group is never longer than an epoch.
    training.accumulate = min(accumulate, max(1, training.loader.batchCount))
  }
}

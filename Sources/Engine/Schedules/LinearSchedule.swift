/// The learning rate rises from nothing over the first steps, then falls in a line and would reach
/// nothing after the last step.
///
/// With warm-up the first step changes nothing.
/// Source: Hugging Face Transformers, `optimization.py`, `get_linear_schedule_with_warmup`.
public final class LinearSchedule: Schedule {
  private static let warmup = NamedOption.whole(
    "num_warmup_steps", atLeast: 0, default: 0, "Steps over which the learning rate rises from 0.")
  private static let steps = NamedOption.optionalWhole(
    "num_training_steps", default: "those of the training", "Steps until it would reach 0.")

  static let entry = CatalogueEntry<any Schedule>(
    name: "linear", pytorch: "transformers.get_linear_schedule_with_warmup",
    summary: "The learning rate falls in a line to nothing, with or without warm-up.",
    positional: [warmup.described, steps.described], refused: ScheduleOptions.refused,
    spelling: PyTorchSpelling(
      required: [(warmup.name, "0"), (steps.name, "steps")])
  ) { options throws(OptionProblem) in
    LinearSchedule(warmupSteps: try options.read(warmup), steps: try options.read(steps))
  }

  private let warmupSteps: Int
  /// `nil` for those of the training.
  private let steps: Int?

  /// - Parameter steps: `nil` for those of the training.
  public init(warmupSteps: Int = 0, steps: Int? = nil) {
    (self.warmupSteps, self.steps) = (warmupSteps, steps)
  }

  public func rate(base: Double, at point: SchedulePoint) -> Double {
    base * factor(point.step, steps ?? point.totalSteps)
  }

  private func factor(_ step: Int, _ steps: Int) -> Double {
    if step < warmupSteps { return Double(step) / Double(warmupSteps) }
    return max(0, Double(steps - step) / Double(max(1, steps - warmupSteps)))
  }
}

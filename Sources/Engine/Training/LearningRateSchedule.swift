/// How the learning rate changes from step to step.
public enum LearningRateSchedule: Sendable, Equatable {
  /// Stays as it is.
  case constant
  /// Rises from nothing over the first steps, then falls in a line and would reach nothing after the
  /// last step.
  ///
  /// Source: Hugging Face Transformers, `optimization.py`, `get_linear_schedule_with_warmup`.
  case linear(warmupSteps: Int)

  /// What the learning rate is multiplied with.
  ///
  /// - Parameters:
  ///   - step: the optimizer's step, from 0. With warm-up the first one changes nothing, as there.
  ///   - totalSteps: steps of the whole training.
  public func factor(step: Int, totalSteps: Int) -> Double {
    switch self {
    case .constant: 1
    case .linear(let warmupSteps) where step < warmupSteps: Double(step) / Double(warmupSteps)
    case .linear(let warmupSteps):
      max(0, Double(totalSteps - step) / Double(max(1, totalSteps - warmupSteps)))
    }
  }
}

/// The learning rate is multiplied by `gamma` at every step.
///
/// Source: PyTorch, `torch/optim/lr_scheduler.py`, `ExponentialLR`.
public final class ExponentialSchedule: Schedule {
  private static let gamma = NamedOption.number(
    "gamma", nil, "What the learning rate is multiplied by.")

  static let entry = CatalogueEntry<any Schedule>(
    name: "exponential", pytorch: "torch.optim.lr_scheduler.ExponentialLR",
    summary: "The learning rate is multiplied by `gamma` at every step.",
    positional: [gamma.described], refused: ScheduleOptions.refused
  ) { options throws(OptionProblem) in ExponentialSchedule(gamma: try options.read(gamma)) }

  private let gamma: Double

  init(gamma: Double) { self.gamma = gamma }

  public func rate(base: Double, at point: SchedulePoint) -> Double {
    base * Powers.whole(gamma, point.step)
  }
}

/// The learning rate is multiplied by `gamma` every `step_size` steps.
///
/// Source: PyTorch, `torch/optim/lr_scheduler.py`, `StepLR`.
public final class StepSchedule: Schedule {
  private static let size = NamedOption.whole("step_size", "Steps between two reductions.")
  private static let gamma = NamedOption.number(
    "gamma", default: 0.1, "What the learning rate is multiplied by.")

  static let entry = CatalogueEntry<any Schedule>(
    name: "step", pytorch: "torch.optim.lr_scheduler.StepLR",
    summary: "The learning rate is multiplied by `gamma` every `step_size` steps.",
    positional: [size.described, gamma.described], refused: ScheduleOptions.refused
  ) { options throws(OptionProblem) in
    StepSchedule(size: try options.read(size), gamma: try options.read(gamma))
  }

  private let size: Int
  private let gamma: Double

  init(size: Int, gamma: Double = 0.1) { (self.size, self.gamma) = (size, gamma) }

  public func rate(base: Double, at point: SchedulePoint) -> Double {
    base * Powers.whole(gamma, point.step / size)
  }
}

/// The learning rate goes in a line from one share of itself to another.
///
/// Source: PyTorch, `torch/optim/lr_scheduler.py`, `LinearLR`.
public final class LinearFactorSchedule: Schedule {
  private static let start = NamedOption.number(
    "start_factor", Double.leastNonzeroMagnitude...1, expected: "a number above 0, and at most 1",
    default: 1.0 / 3, "The share at the first step.")
  private static let end = NamedOption.number(
    "end_factor", 0...1, expected: "a number from 0 to 1", default: 1, "The share at the end.")
  private static let steps = NamedOption.whole(
    "total_iters", default: 5, "Steps from one to the other.")

  static let entry = CatalogueEntry<any Schedule>(
    name: "linear_factor", pytorch: "torch.optim.lr_scheduler.LinearLR",
    summary: "The learning rate goes in a line from one share of itself to another.",
    positional: [start.described, end.described, steps.described], refused: ScheduleOptions.refused
  ) { options throws(OptionProblem) in
    LinearFactorSchedule(
      start: try options.read(start), end: try options.read(end), steps: try options.read(steps))
  }

  private let start, end: Double
  private let steps: Int

  init(start: Double = 1.0 / 3, end: Double = 1, steps: Int = 5) {
    (self.start, self.end, self.steps) = (start, end, steps)
  }

  public func rate(base: Double, at point: SchedulePoint) -> Double {
    base * (start + (end - start) * Double(min(point.step, steps)) / Double(steps))
  }
}

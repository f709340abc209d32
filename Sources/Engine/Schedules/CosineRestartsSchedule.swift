/// The learning rate falls along half a cosine wave to `eta_min`, and starts again from the top.
///
/// Source: PyTorch, `torch/optim/lr_scheduler.py`, `CosineAnnealingWarmRestarts`.
public final class CosineRestartsSchedule: Schedule {
  private static let first = NamedOption.whole("T_0", "Steps to the first restart.")
  private static let growth = NamedOption.whole(
    "T_mult", default: 1, "How many times as many steps there are to each next restart.")

  static let entry = CatalogueEntry<any Schedule>(
    name: "cosine_restarts", pytorch: "torch.optim.lr_scheduler.CosineAnnealingWarmRestarts",
    summary: "The learning rate falls along half a cosine wave, and starts again from the top.",
    positional: [first.described, growth.described, Cosine.lowest.described],
    refused: ScheduleOptions.refused
  ) { options throws(OptionProblem) in
    CosineRestartsSchedule(
      first: try options.read(first), growth: try options.read(growth),
      lowest: try options.read(Cosine.lowest))
  }

  private let first, growth: Int
  private let lowest: Double

  init(first: Int, growth: Int = 1, lowest: Double = 0) {
    (self.first, self.growth, self.lowest) = (first, growth, lowest)
  }

  public func rate(base: Double, at point: SchedulePoint) -> Double {
    var (step, length) = (point.step, first)
    if growth == 1 {
      step %= length
    } else {
      while step >= length {
        step -= length
        let (next, overflow) = length.multipliedReportingOverflow(by: growth)
        length = overflow ? .max : next
      }
    }
    return Cosine.between(base, lowest, Double(step) / Double(length))
  }
}

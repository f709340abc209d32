/// The learning rate falls along half a cosine wave to `eta_min`, and rises again if there are more
/// steps.
///
/// Source: PyTorch, `torch/optim/lr_scheduler.py`, `CosineAnnealingLR`.
public final class CosineSchedule: Schedule {
  private static let length = NamedOption.whole(
    "T_max", "Steps from the highest to the lowest rate.")

  static let entry = CatalogueEntry<any Schedule>(
    name: "cosine", pytorch: "torch.optim.lr_scheduler.CosineAnnealingLR",
    summary: "The learning rate falls along half a cosine wave to `eta_min`.",
    positional: [length.described, Cosine.lowest.described], refused: ScheduleOptions.refused
  ) { options throws(OptionProblem) in
    CosineSchedule(length: try options.read(length), lowest: try options.read(Cosine.lowest))
  }

  private let length: Int
  private let lowest: Double

  init(length: Int, lowest: Double = 0) { (self.length, self.lowest) = (length, lowest) }

  public func rate(base: Double, at point: SchedulePoint) -> Double {
    Cosine.between(base, lowest, Double(point.step) / Double(length))
  }
}

/// What schedules along a cosine wave share.
enum Cosine {
  static let lowest = NamedOption.number("eta_min", default: 0, "The lowest learning rate.")

  /// From `start` at 0 to `end` at 1, along half a wave.
  static func between(_ start: Double, _ end: Double, _ share: Double) -> Double {
    end + (start - end) * (1 + Elementary.sineAndCosine(turns: share / 2).cosine) / 2
  }
}

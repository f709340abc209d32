/// The learning rate is multiplied by `factor` once a figure has not become better for a while.
///
/// Source: PyTorch, `torch/optim/lr_scheduler.py`, `ReduceLROnPlateau`.
public final class PlateauSchedule: Schedule {
  private static let mode = NamedOption.word(
    "mode", of: ["min", "max"], default: "min", "Whether a smaller or a larger figure is better.")
  private static let factor = NamedOption.number(
    "factor", -Double.greatestFiniteMagnitude...1.0.nextDown, expected: "a number below 1",
    default: 0.1, "What the learning rate is multiplied by.")
  private static let patience = NamedOption.whole(
    "patience", atLeast: 0, default: 10, "Epochs without a better figure that are let pass.")
  private static let threshold = NamedOption.number(
    "threshold", default: 1e-4, "By how much a figure must be better to count as better.")
  private static let thresholdMode = NamedOption.word(
    "threshold_mode", of: ["rel", "abs"], default: "rel",
    "Whether `threshold` is a share of the best figure, or a difference.")
  private static let cooldown = NamedOption.whole(
    "cooldown", atLeast: 0, default: 0, "Epochs after a reduction that do not count.")
  private static let lowest = NamedOption.number(
    "min_lr", default: 0, "What the learning rate does not fall below.")
  private static let least = NamedOption.number(
    "eps", default: 1e-8, "Reductions by no more than this are left undone.")

  static let entry = CatalogueEntry<any Schedule>(
    name: "plateau", pytorch: "torch.optim.lr_scheduler.ReduceLROnPlateau",
    summary: "The learning rate is multiplied by `factor` where a figure stops becoming better.",
    named: [
      mode.described, factor.described, patience.described, threshold.described,
      thresholdMode.described, cooldown.described, lowest.described, least.described,
    ], refused: ScheduleOptions.refused
  ) { options throws(OptionProblem) in
    PlateauSchedule(
      isHigherBetter: try options.read(mode) == "max", factor: try options.read(factor),
      patience: try options.read(patience), threshold: try options.read(threshold),
      isRelative: try options.read(thresholdMode) == "rel", cooldown: try options.read(cooldown),
      lowest: try options.read(lowest), least: try options.read(least))
  }

  private let isHigherBetter, isRelative: Bool
  private let factor, threshold, lowest, least: Double
  private let patience, cooldown: Int

  init(
    isHigherBetter: Bool = false, factor: Double = 0.1, patience: Int = 10,
    threshold: Double = 1e-4, isRelative: Bool = true, cooldown: Int = 0, lowest: Double = 0,
    least: Double = 1e-8
  ) {
    (self.isHigherBetter, self.isRelative) = (isHigherBetter, isRelative)
    (self.factor, self.threshold, self.lowest, self.least) = (factor, threshold, lowest, least)
    (self.patience, self.cooldown) = (patience, cooldown)
  }

  public var needsMetric: Bool { true }

  public func rate(base: Double, at point: SchedulePoint) -> Double {
    var rate = base
    for _ in 0..<point.state.reductions {
      let reduced = max(rate * factor, lowest)
      // A reduction that is too small once is too small from there on.
      guard rate - reduced > least else { break }
      rate = reduced
    }
    return rate
  }

  public func observe(_ metric: Double, in state: inout ScheduleState) {
    if isBetter(metric, than: state.best) {
      state.best = metric
      state.badEpochs = 0
    } else {
      state.badEpochs += 1
    }
    if state.cooldown > 0 {
      state.cooldown -= 1
      state.badEpochs = 0
    }
    if state.badEpochs > patience {
      state.reductions += 1
      state.cooldown = cooldown
      state.badEpochs = 0
    }
  }

  private func isBetter(_ metric: Double, than best: Double?) -> Bool {
    let best = best ?? (isHigherBetter ? -Double.infinity : .infinity)
    let margin = isHigherBetter ? threshold : -threshold
    let bar = isRelative ? best * (1 + margin) : best + margin
    return isHigherBetter ? metric > bar : metric < bar
  }
}

/// The learning rate is multiplied by `gamma` at each of some steps.
///
/// Source: PyTorch, `torch/optim/lr_scheduler.py`, `MultiStepLR`; a step that is named twice counts
/// twice, as there.
public final class MultiStepSchedule: Schedule {
  private static let milestones = NamedOption<[Int]>(
    "milestones", kind: .wholes, expected: "a list of whole numbers of at least 0", fallback: nil,
    "Steps at which the learning rate is multiplied."
  ) {
    guard case .list(let items) = $0 else { return nil }
    let steps = items.compactMap { item -> Int? in
      if case .whole(let step) = item, step >= 0 { step } else { nil }
    }
    return steps.count == items.count ? steps : nil
  }
  private static let gamma = NamedOption.number(
    "gamma", default: 0.1, "What the learning rate is multiplied by.")

  static let entry = CatalogueEntry<any Schedule>(
    name: "multi_step", pytorch: "torch.optim.lr_scheduler.MultiStepLR",
    summary: "The learning rate is multiplied by `gamma` at each of some steps.",
    positional: [milestones.described, gamma.described], refused: ScheduleOptions.refused
  ) { options throws(OptionProblem) in
    MultiStepSchedule(milestones: try options.read(milestones), gamma: try options.read(gamma))
  }

  private let milestones: [Int]
  private let gamma: Double

  init(milestones: [Int], gamma: Double = 0.1) {
    (self.milestones, self.gamma) = (milestones, gamma)
  }

  public func rate(base: Double, at point: SchedulePoint) -> Double {
    base * Powers.whole(gamma, milestones.reduce(0) { $0 + ($1 <= point.step ? 1 : 0) })
  }
}

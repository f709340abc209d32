/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019), as `torch.optim.AdamW` steps.
public final class AdamW: Adam {
  private static let weightDecay = OptimizerOptions.weightDecay(
    0.01, "In each step the weights are multiplied by 1 - lr * weight_decay.")

  static let adamWEntry = CatalogueEntry<OptimizerSettings>(
    name: "adamw", pytorch: "torch.optim.AdamW",
    summary: "Adam, with weight decay beside the gradient.",
    named: named(weightDecay: weightDecay), refused: OptimizerOptions.refused
  ) { options throws(OptionProblem) in
    try settings(options, weightDecay: weightDecay) {
      AdamW(groups: $0, betas: $1, epsilon: $2, amsgrad: $3)
    }
  }

  override var decouplesWeightDecay: Bool { true }
}

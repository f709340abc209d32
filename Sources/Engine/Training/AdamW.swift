/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019), as `torch.optim.AdamW` steps.
public final class AdamW: Adam {
  override var decouplesWeightDecay: Bool { true }
}

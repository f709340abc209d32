/// `nn.HuberLoss`: half a square up to a difference of `delta`, a line of that slope beyond.
///
/// Source: PyTorch, `aten/src/ATen/native/Loss.cpp`, `huber_loss`.
final class HuberLoss: ValueLoss {
  private static let delta = NamedOption.number(
    "delta", Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude,
    expected: "a number above 0", default: 1, "The difference at which the square becomes a line.")

  static let entry = CatalogueEntry<any Loss>(
    name: "huber", pytorch: "torch.nn.HuberLoss",
    summary: "Half the squared difference, and a line beyond `delta`.",
    named: [LossOptions.reduction.described, delta.described], refused: LossOptions.refused
  ) { options throws(OptionProblem) in
    HuberLoss(delta: try options.read(delta), reduction: try LossOptions.reduction(options))
  }

  let delta: Double
  let reduction: Reduction

  init(delta: Double = 1, reduction: Reduction = .mean) {
    (self.delta, self.reduction) = (delta, reduction)
  }

  @inline(__always)
  func loss(_ x: Double, _ y: Double, column: Int) -> (loss: Double, slope: Double) {
    let difference = x - y
    guard abs(difference) <= delta else {
      return (delta * (abs(difference) - 0.5 * delta), delta * difference.direction)
    }
    return (0.5 * difference * difference, difference)
  }
}

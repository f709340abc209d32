/// `nn.SmoothL1Loss`: a square near 0, a line further away, in units of `beta`.
///
/// Source: PyTorch, `aten/src/ATen/native/Loss.cpp`, `smooth_l1_loss`.
final class SmoothL1Loss: ValueLoss {
  private static let beta = NamedOption.number(
    "beta", 0...Double.greatestFiniteMagnitude, expected: "a number of at least 0", default: 1,
    "The difference at which the square becomes a line.")

  static let entry = CatalogueEntry<any Loss>(
    name: "smooth_l1", pytorch: "torch.nn.SmoothL1Loss",
    summary: "The absolute difference, rounded off to a square near 0.",
    named: [LossOptions.reduction.described, beta.described], refused: LossOptions.refused
  ) { options throws(OptionProblem) in
    SmoothL1Loss(beta: try options.read(beta), reduction: try LossOptions.reduction(options))
  }

  let beta: Double
  let reduction: Reduction

  init(beta: Double = 1, reduction: Reduction = .mean) {
    (self.beta, self.reduction) = (beta, reduction)
  }

  @inline(__always)
  func loss(_ x: Double, _ y: Double, column: Int) -> (loss: Double, slope: Double) {
    let difference = x - y
    guard abs(difference) < beta else {
      return (abs(difference) - 0.5 * beta, difference.direction)
    }
    return (0.5 * difference * difference / beta, difference / beta)
  }
}

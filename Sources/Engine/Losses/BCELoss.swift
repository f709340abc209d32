/// `nn.BCELoss`: binary cross-entropy of probabilities.
///
/// As PyTorch does, no logarithm is taken to be below -100, and the slope's denominator is 1e-12 at
/// least. Source: PyTorch, `aten/src/ATen/native/Loss.cpp`, `binary_cross_entropy_out_cpu` and
/// `binary_cross_entropy_backward_out_cpu`.
final class BCELoss: ValueLoss {
  static let entry = CatalogueEntry<any Loss>(
    name: "bce", pytorch: "torch.nn.BCELoss",
    summary: "Binary cross-entropy of probabilities, such as a sigmoid gives.",
    named: [LossOptions.reduction.described],
    refused: LossOptions.refused.refusing(
      "weight", "is not supported: `bce_with_logits` has `pos_weight`, for the weight of class 1")
  ) { options throws(OptionProblem) in BCELoss(reduction: try LossOptions.reduction(options)) }

  let reduction: Reduction

  init(reduction: Reduction = .mean) { self.reduction = reduction }

  @inline(__always)
  func loss(_ x: Double, _ y: Double, column: Int) -> (loss: Double, slope: Double) {
    // Where the target is 0 or 1, one of the two logarithms is not needed.
    var loss = 0.0
    if y != 0 { loss -= y * max(Elementary.log(x), -100) }
    if y != 1 { loss -= (1 - y) * max(Elementary.log1p(minus: x), -100) }
    return (loss, (x - y) / max((1 - x) * x, 1e-12))
  }

  func problem(_ output: Tensor, _ target: Tensor) -> InputProblem? {
    for i in 0..<output.count {
      // A value that is not a number is the training's to name.
      let (x, y) = (output.start[i], target.start[i])
      if x < 0 || x > 1 { return .probability(x, place: i) }
      if y < 0 || y > 1 { return .targetProbability(y, place: i) }
    }
    return nil
  }
}

extension Elementary {
  /// The natural logarithm of 1 - x for x from 0 to 1, exact also for a small x.
  fileprivate static func log1p(minus x: Double) -> Double {
    // 1 - x is exact for any single x but the smallest, whose logarithm is -x.
    x < 1e-8 ? -x - x * x / 2 : log(1 - x)
  }
}

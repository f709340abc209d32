/// `nn.BCEWithLogitsLoss`: binary cross-entropy of the sigmoid of the output.
///
/// Source: PyTorch, `aten/src/ATen/native/Loss.cpp`, `binary_cross_entropy_with_logits`.
final class BCEWithLogitsLoss: ValueLoss {
  private static let posWeight = NamedOption<[Double]?>.numbers(
    "pos_weight", default: "1",
    "How much a target of 1 counts: a list of one number, or of one a column of the output.")

  static let entry = CatalogueEntry<any Loss>(
    name: "bce_with_logits", pytorch: "torch.nn.BCEWithLogitsLoss",
    summary: "Binary cross-entropy of the output's sigmoid.",
    named: [LossOptions.reduction.described, posWeight.described],
    refused: LossOptions.refused.refusing(
      "weight", "is not supported: `pos_weight` says how much a target of 1 counts"),
    spelling: PyTorchSpelling(tensors: [posWeight.name])
  ) { options throws(OptionProblem) in
    BCEWithLogitsLoss(
      posWeight: try LossOptions.weights(posWeight, options),
      reduction: try LossOptions.reduction(options))
  }

  /// One for all columns, or one each; `nil` for 1.
  let posWeight: [Double]?
  let reduction: Reduction

  init(posWeight: [Double]? = nil, reduction: Reduction = .mean) {
    (self.posWeight, self.reduction) = (posWeight, reduction)
  }

  func expected(columns: Int) -> String? {
    guard let posWeight, posWeight.count != 1, posWeight.count != columns else { return nil }
    return "an output of \(posWeight.count) columns, which `pos_weight` has a number each for"
  }

  /// With w = 1 + (pos_weight - 1) y: (1 - y) x + w log(1 + e^-x), whose slope by x is
  /// (1 - y) - w sigmoid(-x).
  @inline(__always)
  func loss(_ x: Double, _ y: Double, column: Int) -> (loss: Double, slope: Double) {
    var w = 1.0
    if let posWeight { w += (posWeight[posWeight.count == 1 ? 0 : column] - 1) * y }
    let power = Elementary.exp(-abs(x))
    let logOfSum = Elementary.log1p(power) + max(-x, 0)
    let sigmoidOfMinus = (x < 0 ? 1 : power) / (1 + power)
    // With w = 1 the slope is sigmoid(x) - y, which loses nothing where x is far below 0.
    guard posWeight != nil else {
      return ((1 - y) * x + logOfSum, (x < 0 ? power : 1) / (1 + power) - y)
    }
    return ((1 - y) * x + w * logOfSum, (1 - y) - w * sigmoidOfMinus)
  }
}

/// `nn.L1Loss`: the size of the difference; where there is none its slope is 0, as in PyTorch.
final class L1Loss: ValueLoss {
  static let entry = CatalogueEntry<any Loss>(
    name: "l1", pytorch: "torch.nn.L1Loss", summary: "The absolute difference.",
    named: [LossOptions.reduction.described], refused: LossOptions.refused
  ) { options throws(OptionProblem) in L1Loss(reduction: try LossOptions.reduction(options)) }

  let reduction: Reduction

  init(reduction: Reduction = .mean) { self.reduction = reduction }

  @inline(__always)
  func loss(_ x: Double, _ y: Double, column: Int) -> (loss: Double, slope: Double) {
    (abs(x - y), (x - y).direction)
  }
}

extension Double {
  /// 1, -1, 0 or NaN, as the value is above, below or at 0, or none.
  var direction: Double { self > 0 ? 1 : self < 0 ? -1 : self }
}

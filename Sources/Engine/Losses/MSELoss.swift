/// `nn.MSELoss`: the square of the difference.
final class MSELoss: ValueLoss {
  static let entry = CatalogueEntry<any Loss>(
    name: "mse", pytorch: "torch.nn.MSELoss", summary: "The squared difference.",
    named: [LossOptions.reduction.described], refused: LossOptions.refused
  ) { options throws(OptionProblem) in MSELoss(reduction: try LossOptions.reduction(options)) }

  let reduction: Reduction

  init(reduction: Reduction = .mean) { self.reduction = reduction }

  @inline(__always)
  func loss(_ x: Double, _ y: Double, column: Int) -> (loss: Double, slope: Double) {
    ((x - y) * (x - y), 2 * (x - y))
  }
}

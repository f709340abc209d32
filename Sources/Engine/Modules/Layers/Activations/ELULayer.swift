/// `nn.ELU`: x where it is above 0, else α (eˣ - 1) (Clevert, Unterthiner and Hochreiter, 2016).
final class ELULayer: ElementwiseLayer {
  private static let alpha = NamedOption<Double>.number(
    "alpha", default: 1, "What it falls to: minus this.")

  static let entry = CatalogueEntry<any Module>(
    name: "elu", pytorch: "torch.nn.ELU", summary: "x, or alpha (e^x - 1) below 0.",
    named: [alpha.described],
    refused: ["inplace": "changes no result: leave it out"]
  ) { options throws(OptionProblem) in ELULayer(Float(try options.read(alpha))) }

  private let alpha: Float

  init(_ alpha: Float) { self.alpha = alpha }

  func apply(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
    y.update(from: x, count: count)
    kernels.exponential(y, count: count)
    for i in 0..<count { y[i] = x[i] > 0 ? x[i] : alpha * (y[i] - 1) }
  }

  /// In the forward pass this was: y = α (eˣ - 1) below 0.
  ///
  /// So dy/dx = α eˣ = y + α there.
  func applyBackward(
    _ dY: UnsafePointer<Float>, x: UnsafePointer<Float>, y: UnsafePointer<Float>,
    into dX: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count { dX[i] = x[i] > 0 ? dY[i] : dY[i] * (y[i] + alpha) }
  }
}

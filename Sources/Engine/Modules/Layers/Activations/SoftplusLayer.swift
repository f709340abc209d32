/// `nn.Softplus`: ln(1 + e^(βx)) / β, and x itself where βx is above a threshold.
final class SoftplusLayer: ElementwiseLayer {
  private static let beta = NamedOption<Double>.number(
    "beta", 1e-6...1e6, expected: "a number above 0", default: 1, "How sharp the bend is.")
  private static let threshold = NamedOption<Double>.number(
    "threshold", default: 20, "Where it is x itself: above this, beta counted in.")

  static let entry = CatalogueEntry<any Module>(
    name: "softplus", pytorch: "torch.nn.Softplus", summary: "ln(1 + e^x), a smooth ReLU.",
    named: [beta.described, threshold.described]
  ) { options throws(OptionProblem) in
    SoftplusLayer(beta: try options.read(beta), threshold: try options.read(threshold))
  }

  private let beta, threshold: Double

  init(beta: Double, threshold: Double) { (self.beta, self.threshold) = (beta, threshold) }

  func apply(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
    for i in 0..<count {
      let scaled = Double(x[i]) * beta
      y[i] =
        scaled > threshold ? x[i] : Float(Elementary.log(1 + Elementary.exp(scaled)) / beta)
    }
  }

  /// In the forward pass this was: y = ln(1 + e^(βx)) / β.
  ///
  /// So dy/dx = σ(βx).
  func applyBackward(
    _ dY: UnsafePointer<Float>, x: UnsafePointer<Float>, y: UnsafePointer<Float>,
    into dX: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count { dX[i] = x[i] * Float(beta) }
    kernels.sigmoid(dX, count: count)
    for i in 0..<count { dX[i] = Double(x[i]) * beta > threshold ? dY[i] : dY[i] * dX[i] }
  }
}

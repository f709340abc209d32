/// `nn.GELU`: x Φ(x), Φ being the normal distribution, exact or by a hyperbolic tangent (Hendrycks
/// and Gimpel, 2016).
final class GELULayer: ElementwiseLayer {
  private static let approximate = NamedOption.word(
    "approximate", of: ["none", "tanh"], default: "none",
    "`tanh` takes 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))) instead.")

  static let entry = CatalogueEntry<any Module>(
    name: "gelu", pytorch: "torch.nn.GELU", summary: "x Φ(x), Φ being the normal distribution.",
    named: [approximate.described]
  ) { options throws(OptionProblem) in
    GELULayer(isApproximate: try options.read(approximate) == "tanh")
  }

  private let isApproximate: Bool

  init(isApproximate: Bool = false) { self.isApproximate = isApproximate }

  /// √(2/π).
  private static let rate: Float = 0.797_884_56
  private static let cubic: Float = 0.044715

  func apply(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
    if isApproximate {
      tangent(x, into: y, count: count)
    } else {
      for i in 0..<count { y[i] = x[i] * 0.707_106_77 }
      kernels.errorFunction(y, count: count)
    }
    for i in 0..<count { y[i] = x[i] * 0.5 * (1 + y[i]) }
  }

  /// In the forward pass this was: y = x Φ(x), so dy/dx = Φ(x) + x φ(x).
  ///
  /// With the tangent t of u(x) it was y = x (1 + t) / 2, so dy/dx = (1 + t) / 2 + x (1 - t²) u' / 2.
  func applyBackward(
    _ dY: UnsafePointer<Float>, x: UnsafePointer<Float>, y: UnsafePointer<Float>,
    into dX: UnsafeMutablePointer<Float>, count: Int
  ) {
    guard isApproximate else {
      dX.update(from: x, count: count)
      return kernels.geluBackward(dX, dOutput: dY, count: count)
    }
    tangent(x, into: dX, count: count)
    for i in 0..<count {
      let t = dX[i]
      let slope = Self.rate * (1 + 3 * Self.cubic * x[i] * x[i])
      dX[i] = dY[i] * (0.5 * (1 + t) + 0.5 * x[i] * (1 - t * t) * slope)
    }
  }

  /// tanh(√(2/π) (x + 0.044715 x³)).
  private func tangent(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count { y[i] = Self.rate * (x[i] + Self.cubic * x[i] * x[i] * x[i]) }
    kernels.hyperbolicTangent(y, count: count)
  }
}

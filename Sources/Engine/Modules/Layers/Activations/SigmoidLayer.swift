/// `nn.Sigmoid`: σ(x) = 1 / (1 + e⁻ˣ).
final class SigmoidLayer: ElementwiseLayer {
  static let entry = CatalogueEntry<any Module>(
    name: "sigmoid", pytorch: "torch.nn.Sigmoid", summary: "1 / (1 + e^-x)."
  ) { _ in SigmoidLayer() }

  func apply(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
    y.update(from: x, count: count)
    kernels.sigmoid(y, count: count)
  }

  /// In the forward pass this was: y = σ(x).
  ///
  /// So dy/dx = y (1 - y).
  func applyBackward(
    _ dY: UnsafePointer<Float>, x: UnsafePointer<Float>, y: UnsafePointer<Float>,
    into dX: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count { dX[i] = dY[i] * ((1 - y[i]) * y[i]) }
  }
}

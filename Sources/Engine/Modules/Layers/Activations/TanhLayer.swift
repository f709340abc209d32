/// `nn.Tanh`: the hyperbolic tangent.
final class TanhLayer: ElementwiseLayer {
  static let entry = CatalogueEntry<any Module>(
    name: "tanh", pytorch: "torch.nn.Tanh", summary: "The hyperbolic tangent."
  ) { _ in TanhLayer() }

  func apply(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
    y.update(from: x, count: count)
    kernels.hyperbolicTangent(y, count: count)
  }

  /// In the forward pass this was: y = tanh x.
  ///
  /// So dy/dx = 1 - y².
  func applyBackward(
    _ dY: UnsafePointer<Float>, x: UnsafePointer<Float>, y: UnsafePointer<Float>,
    into dX: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count { dX[i] = dY[i] * (1 - y[i] * y[i]) }
  }
}

/// `nn.SiLU`: x σ(x) (Elfwing, Uchibe and Doya, 2018).
final class SiLULayer: ElementwiseLayer {
  static let entry = CatalogueEntry<any Module>(
    name: "silu", pytorch: "torch.nn.SiLU", summary: "x sigmoid(x), also called swish.",
    refused: ["inplace": "changes no result: leave it out"]
  ) { _ in SiLULayer() }

  func apply(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
    y.update(from: x, count: count)
    kernels.sigmoid(y, count: count)
    for i in 0..<count { y[i] = x[i] * y[i] }
  }

  /// In the forward pass this was: y = x σ(x).
  ///
  /// So dy/dx = σ (1 + x (1 - σ)).
  func applyBackward(
    _ dY: UnsafePointer<Float>, x: UnsafePointer<Float>, y: UnsafePointer<Float>,
    into dX: UnsafeMutablePointer<Float>, count: Int
  ) {
    dX.update(from: x, count: count)
    kernels.sigmoid(dX, count: count)
    for i in 0..<count { dX[i] = dY[i] * (dX[i] * (1 + x[i] * (1 - dX[i]))) }
  }
}

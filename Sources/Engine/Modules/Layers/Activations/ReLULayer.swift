/// `nn.ReLU`: the larger of 0 and x.
final class ReLULayer: ElementwiseLayer {
  static let entry = CatalogueEntry<any Module>(
    name: "relu", pytorch: "torch.nn.ReLU", summary: "The larger of 0 and x.",
    refused: ["inplace": "changes no result: leave it out"]
  ) { _ in ReLULayer() }

  func apply(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    // NaN stays NaN.
    for i in 0..<count { y[i] = x[i] < 0 ? 0 : x[i] }
  }

  /// In the forward pass this was: y = max(0, x); at 0 the slope is 0, as in PyTorch.
  func applyBackward(
    _ dY: UnsafePointer<Float>, x: UnsafePointer<Float>, y: UnsafePointer<Float>,
    into dX: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count {
      // Loaded whether it is needed or not: so many values can be done at once.
      let gradient = dY[i]
      dX[i] = y[i] > 0 ? gradient : 0
    }
  }
}

/// `nn.Softmax`: e to the x, divided by its sum along a dimension.
final class SoftmaxLayer: Layer {
  static let entry = CatalogueEntry<any Module>(
    name: "softmax", pytorch: "torch.nn.Softmax", summary: "Probabilities along a dimension.",
    positional: [Dimension.option.described]
  ) { options throws(OptionProblem) in SoftmaxLayer(try options.read(Dimension.option)) }

  private let dimension: Int

  init(_ dimension: Int) { self.dimension = dimension }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] {
    try Dimension.check(dimension, of: input)
    return input
  }

  func forward(_ x: Tensor, _ pass: Pass) -> LayerStep {
    let y = x.similar()
    Dimension(dimension, of: x.shape).forEachRow { place, stride, count in
      let (x, y) = (x.start + place, y.start + place)
      let largest = Dimension.largest(x, stride: stride, count: count)
      for i in 0..<count { y[i * stride] = x[i * stride] - largest }
    }
    kernels.exponential(y.start, count: y.count)
    Dimension(dimension, of: x.shape).forEachRow { place, stride, count in
      let y = y.start + place
      var sum = 0.0
      for i in 0..<count { sum += Double(y[i * stride]) }
      let factor = Float(1 / sum)
      for i in 0..<count { y[i * stride] *= factor }
    }
    return LayerStep(y) { [self] dY, wantsInput in
      wantsInput ? backward(dY, y: y) : nil
    }
  }

  /// In the forward pass this was: y = softmax(x).
  ///
  /// So dx = y (dy - Σ dy y).
  private func backward(_ dY: Tensor, y: Tensor) -> Tensor {
    let dX = y.similar()
    Dimension(dimension, of: y.shape).forEachRow { place, stride, count in
      let (dX, dY, y) = (dX.start + place, dY.start + place, y.start + place)
      var sum = 0.0
      for i in 0..<count { sum += Double(dY[i * stride]) * Double(y[i * stride]) }
      for i in 0..<count { dX[i * stride] = y[i * stride] * (dY[i * stride] - Float(sum)) }
    }
    return dX
  }
}

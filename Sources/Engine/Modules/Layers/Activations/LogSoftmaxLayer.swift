/// `nn.LogSoftmax`: the logarithm of the softmax along a dimension.
final class LogSoftmaxLayer: Layer {
  static let entry = CatalogueEntry<any Module>(
    name: "log_softmax", pytorch: "torch.nn.LogSoftmax",
    summary: "Logarithms of probabilities along a dimension.",
    positional: [Dimension.option.described]
  ) { options throws(OptionProblem) in LogSoftmaxLayer(try options.read(Dimension.option)) }

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
      var sum = 0.0
      for i in 0..<count { sum += Elementary.exp(Double(x[i * stride]) - Double(largest)) }
      let logSum = Double(largest) + Elementary.log(sum)
      for i in 0..<count { y[i * stride] = Float(Double(x[i * stride]) - logSum) }
    }
    return LayerStep(y) { [self] dY, wantsInput in
      wantsInput ? backward(dY, y: y) : nil
    }
  }

  /// In the forward pass this was: y = x - ln Σ eˣ.
  ///
  /// So dx = dy - eʸ Σ dy.
  private func backward(_ dY: Tensor, y: Tensor) -> Tensor {
    let dX = y.copy()
    kernels.exponential(dX.start, count: dX.count)
    Dimension(dimension, of: y.shape).forEachRow { place, stride, count in
      let (dX, dY) = (dX.start + place, dY.start + place)
      var sum = 0.0
      for i in 0..<count { sum += Double(dY[i * stride]) }
      for i in 0..<count { dX[i * stride] = dY[i * stride] - dX[i * stride] * Float(sum) }
    }
    return dX
  }
}

/// `nn.Dropout2d` (Tompson et al., 2015): in training mode whole channels of a row become 0.
final class Dropout2dLayer: Layer {
  static let entry = CatalogueEntry<any Module>(
    name: "dropout2d", pytorch: "torch.nn.Dropout2d",
    summary: "Sets whole channels to 0 at random in training mode, and enlarges the others.",
    positional: [DropoutLayer.probability.described],
    refused: ["inplace": "changes no result: leave it out"]
  ) { options throws(OptionProblem) in
    Dropout2dLayer(try options.read(DropoutLayer.probability))
  }

  private let p: Double

  init(_ p: Double) { self.p = p }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] {
    guard input.count == 4 else { throw problem("[rows, channels, height, width]", input) }
    return input
  }

  func forward(_ x: Tensor, _ pass: Pass) -> LayerStep {
    guard pass.isTraining, p > 0 else {
      return LayerStep(x) { dY, wantsInput in wantsInput ? dY : nil }
    }
    let channels = x.shape[0] * x.shape[1]
    // One decision a channel. With p = 1 PyTorch draws none.
    let factors =
      p < 1
      ? DropoutDecisions(count: channels, probability: p, generator: pass.generator).factors()
      : Tensor(shape: [channels])
    return LayerStep(Self.scaled(x, by: factors)) { dY, wantsInput in
      wantsInput ? Self.scaled(dY, by: factors) : nil
    }
  }

  /// - Parameter factors: one a channel of x.
  private static func scaled(_ x: Tensor, by factors: Tensor) -> Tensor {
    let y = x.copy()
    let plane = x.count / max(1, factors.count)
    for channel in 0..<factors.count {
      kernels.scale(y.start + channel * plane, by: factors.start[channel], count: plane)
    }
    return y
  }
}

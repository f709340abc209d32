/// `nn.Dropout` (Srivastava et al., 2014): in training mode each value is kept with probability
/// 1 - p and multiplied by 1 / (1 - p), or becomes 0.
final class DropoutLayer: Layer {
  static let probability = NamedOption<Double>.number(
    "p", 0...1, expected: "a number from 0 to 1", default: 0.5,
    "The probability that a value becomes 0.")

  static let entry = CatalogueEntry<any Module>(
    name: "dropout", pytorch: "torch.nn.Dropout",
    summary: "Sets values to 0 at random in training mode, and enlarges the others.",
    positional: [probability.described],
    refused: ["inplace": "changes no result: leave it out"]
  ) { options throws(OptionProblem) in DropoutLayer(try options.read(probability)) }

  private let p: Double

  init(_ p: Double) { self.p = p }

  func output(of input: [Int]) -> [Int] { input }

  func forward(_ x: Tensor, _ pass: Pass) -> LayerStep {
    guard pass.isTraining, p > 0 else {
      return LayerStep(x) { dY, wantsInput in wantsInput ? dY : nil }
    }
    // With p = 1 PyTorch draws nothing.
    guard p < 1 else {
      return LayerStep(Tensor(shape: x.shape)) { _, wantsInput in
        wantsInput ? Tensor(shape: x.shape) : nil
      }
    }
    let decisions = DropoutDecisions(count: x.count, probability: p, generator: pass.generator)
    let isTimeFirst = x.isTimeFirst
    return LayerStep(Self.applied(decisions, to: x, isTimeFirst)) { dY, wantsInput in
      wantsInput ? Self.applied(decisions, to: dY, isTimeFirst) : nil
    }
  }

  /// PyTorch draws in the order of its tensor's memory.
  private static func applied(
    _ decisions: DropoutDecisions, to x: Tensor, _ isTimeFirst: Bool
  ) -> Tensor {
    guard isTimeFirst else { return decisions.applied(to: x) }
    let y = decisions.applied(to: x.withFirstTwoSwapped()).withFirstTwoSwapped()
    y.isTimeFirst = true
    return y
  }
}

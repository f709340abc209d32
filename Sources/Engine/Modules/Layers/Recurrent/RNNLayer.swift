/// `nn.RNN` (Elman, 1990).
///
/// Outputs: every step's values of the last layer, and the hidden states that the layers ended with.
final class RNNLayer: RecurrentLayer {
  private static let nonlinearity = NamedOption.word(
    "nonlinearity", of: ["tanh", "relu"], default: "tanh", "What is applied to each step's sums.")

  static let entry = CatalogueEntry<any Module>(
    name: "rnn", pytorch: "torch.nn.RNN",
    summary: "A recurrent network, h = tanh(x Wᵀ + h' Uᵀ + b): output and h_n.",
    positional: RecurrentSettings.positional,
    named: [nonlinearity.described] + RecurrentSettings.named,
    spelling: PyTorchSpelling(outputs: ["[0]", "[1]"])
  ) { options throws(OptionProblem) in
    RNNLayer(
      try RecurrentSettings(options), isRectified: try options.read(nonlinearity) == "relu")
  }

  static let sizes = CellMemory.Sizes(gates: 1, extra: 0, hasCell: false)
  let settings: RecurrentSettings
  let weights: [RecurrentWeights]
  private let isRectified: Bool

  init(_ settings: RecurrentSettings, isRectified: Bool = false) {
    (self.settings, self.isRectified) = (settings, isRectified)
    weights = RecurrentWeights.all(settings, gates: Self.sizes.gates)
  }

  /// h = f(x Wᵀ + h' Uᵀ + b).
  func forward(_ step: CellStep) {
    if !step.beginsWithZeros { step.multiply(1, into: step.gates, .output) }
    let count = step.rows * step.hidden
    step.after.update(from: step.gates, count: count)
    if isRectified {
      kernels.relu(step.after, count: count)
    } else {
      kernels.hyperbolicTangent(step.after, count: count)
    }
  }

  /// In the forward pass this was: h = f(s).
  ///
  /// So ds = dh (1 - h²) for the tangent, and dh where h is above 0 for the rectifier.
  func backward(_ step: CellStepBack) {
    let count = step.rows * step.hidden
    let (h, dH, dSum) = (step.after, step.dAfter, step.dGates)
    if isRectified {
      dSum.update(from: dH, count: count)
      kernels.reluBackward(dSum, output: h, count: count)
    } else {
      for j in 0..<count { dSum[j] = dH[j] * (1 - h[j] * h[j]) }
    }
  }
}

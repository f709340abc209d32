/// `nn.LSTM` (Hochreiter and Schmidhuber, 1997; the forget gate is Gers et al.'s, 2000).
///
/// Outputs: every step's values of the last layer, and the hidden and cell states that the layers
/// ended with.
final class LSTMLayer: RecurrentLayer {
  static let entry = CatalogueEntry<any Module>(
    name: "lstm", pytorch: "torch.nn.LSTM",
    summary: "A recurrent network with long short-term memory: output, h_n and c_n.",
    positional: RecurrentSettings.positional, named: RecurrentSettings.named,
    refused: ["proj_size": "is not supported: put a linear layer after the network"],
    spelling: PyTorchSpelling(
      .calledAs { object, inputs, _ in
        inputs.count == 3
          ? "\(object)(\(inputs[0]), (\(inputs[1]), \(inputs[2])))" : "\(object)(\(inputs))"
      }, outputs: ["[0]", "[1][0]", "[1][1]"])
  ) { options throws(OptionProblem) in LSTMLayer(try RecurrentSettings(options)) }

  /// The gates i, f, g and o; kept is the cell state's tangent.
  static let sizes = CellMemory.Sizes(gates: 4, extra: 1, hasCell: true)
  let settings: RecurrentSettings
  let weights: [RecurrentWeights]

  init(_ settings: RecurrentSettings) {
    self.settings = settings
    weights = RecurrentWeights.all(settings, gates: Self.sizes.gates)
  }

  /// i, f, o = σ(…), g = tanh(…), c = f c' + i g, h = o tanh(c).
  func forward(_ step: CellStep) {
    let (n, gates) = (step.hidden, step.gates)
    if !step.beginsWithZeros { step.multiply(4, into: gates, .output) }
    for row in 0..<step.rows {
      let gates = gates + row * 4 * n
      kernels.sigmoid(gates, count: 2 * n)
      kernels.hyperbolicTangent(gates + 2 * n, count: n)
      kernels.sigmoid(gates + 3 * n, count: n)
      let (i, f, g) = (gates, gates + n, gates + 2 * n)
      let (before, after) = (step.cellBefore + row * n, step.cellAfter + row * n)
      for j in 0..<n { after[j] = f[j] * before[j] + i[j] * g[j] }
    }
    let tangent = step.extra
    tangent.update(from: step.cellAfter, count: step.rows * n)
    kernels.hyperbolicTangent(tangent, count: step.rows * n)
    for row in 0..<step.rows {
      let (o, tangent) = (gates + (4 * row + 3) * n, tangent + row * n)
      let after = step.after + row * n
      for j in 0..<n { after[j] = o[j] * tangent[j] }
    }
  }

  /// In the forward pass this was: c = f c' + i g, t = tanh(c), h = o t.
  ///
  /// So do = dh t and dc += dh o (1 - t²); di = dc g, df = dc c', dg = dc i, dc' = dc f; and through
  /// the gates' functions with the slopes s (1 - s) of σ and 1 - g² of tanh.
  func backward(_ step: CellStepBack) {
    let n = step.hidden
    for row in 0..<step.rows {
      let (gates, dGates) = (step.gates + 4 * row * n, step.dGates + 4 * row * n)
      let (dAfter, dCell) = (step.dAfter + row * n, step.dCell + row * n)
      let (tangent, before) = (step.extra + row * n, step.cellBefore + row * n)
      for j in 0..<n {
        let (i, f, g, o) = (gates[j], gates[n + j], gates[2 * n + j], gates[3 * n + j])
        let (t, dh) = (tangent[j], dAfter[j])
        let dc = dCell[j] + dh * o * (1 - t * t)
        dGates[j] = dc * g * (i * (1 - i))
        dGates[n + j] = dc * before[j] * (f * (1 - f))
        dGates[2 * n + j] = dc * i * (1 - g * g)
        dGates[3 * n + j] = dh * t * (o * (1 - o))
        dCell[j] = dc * f
      }
    }
  }
}

/// `nn.GRU` (Cho et al., 2014, with the hidden state's bias within the reset gate's product, as
/// PyTorch and cuDNN have it).
///
/// Outputs: every step's values of the last layer, and the hidden states that the layers ended with.
final class GRULayer: RecurrentLayer {
  static let entry = CatalogueEntry<any Module>(
    name: "gru", pytorch: "torch.nn.GRU",
    summary: "A recurrent network of gated units: output and h_n.",
    positional: RecurrentSettings.positional, named: RecurrentSettings.named,
    spelling: PyTorchSpelling(outputs: ["[0]", "[1]"])
  ) { options throws(OptionProblem) in GRULayer(try RecurrentSettings(options)) }

  /// The gates r, z and n; kept is the hidden state's product with its bias.
  static let sizes = CellMemory.Sizes(gates: 3, extra: 3, hasCell: false)
  static let keepsBiasesApart = true
  let settings: RecurrentSettings
  let weights: [RecurrentWeights]

  init(_ settings: RecurrentSettings) {
    self.settings = settings
    weights = RecurrentWeights.all(settings, gates: Self.sizes.gates)
  }

  /// With x and u the products of input and hidden state, biases added: r = σ(xᵣ + uᵣ),
  /// z = σ(x_z + u_z), n = tanh(xₙ + r uₙ), h = n + z (h' - n).
  func forward(_ step: CellStep) {
    let n = step.hidden
    multiply(step)
    for row in 0..<step.rows {
      let (gates, u) = (step.gates + 3 * row * n, step.extra + 3 * row * n)
      for j in 0..<2 * n { gates[j] += u[j] }
      kernels.sigmoid(gates, count: 2 * n)
      let candidate = gates + 2 * n
      for j in 0..<n { candidate[j] += gates[j] * u[2 * n + j] }
      kernels.hyperbolicTangent(candidate, count: n)
      let (before, after) = (step.before + row * n, step.after + row * n)
      for j in 0..<n { after[j] = candidate[j] + gates[n + j] * (before[j] - candidate[j]) }
    }
  }

  /// u = h' Wᵀ + b.
  private func multiply(_ step: CellStep) {
    let (bias, width) = (step.hiddenBias, 3 * step.hidden)
    guard step.beginsWithZeros else {
      return step.multiply(3, into: step.extra, bias.map { .row($0) } ?? .nothing)
    }
    for row in 0..<step.rows {
      let u = step.extra + row * width
      if let bias {
        u.update(from: bias, count: width)
      } else {
        u.update(repeating: 0, count: width)
      }
    }
  }

  /// In the forward pass this was: n = tanh(xₙ + r uₙ), h = n + z (h' - n).
  ///
  /// So dz = dh (h' - n) and dn = dh (1 - z); with dn now that of the sum within the tangent,
  /// dr = dn uₙ and duₙ = dn r; h' gets dh z beside what the product brings.
  func backward(_ step: CellStepBack) {
    let n = step.hidden
    for row in 0..<step.rows {
      let (gates, u) = (step.gates + 3 * row * n, step.extra + (3 * row + 2) * n)
      let (dX, dU) = (step.dGates + 3 * row * n, step.dHiddenGates + 3 * row * n)
      let (dAfter, before) = (step.dAfter + row * n, step.before + row * n)
      for j in 0..<n {
        let (r, z, candidate, dh) = (gates[j], gates[n + j], gates[2 * n + j], dAfter[j])
        let dn = dh * (1 - z) * (1 - candidate * candidate)
        let dr = dn * u[j] * (r * (1 - r))
        let dz = dh * (before[j] - candidate) * (z * (1 - z))
        dX[j] = dr
        dX[n + j] = dz
        dX[2 * n + j] = dn
        dU[j] = dr
        dU[n + j] = dz
        dU[2 * n + j] = dn * r
      }
      guard let dBefore = step.dBefore else { continue }
      let (z, dH) = (gates + n, dBefore + row * n)
      for j in 0..<n { dH[j] += dAfter[j] * z[j] }
    }
  }
}

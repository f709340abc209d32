/// The parameters of one layer in one direction, by PyTorch's names.
///
/// The letters of all recurrent layers: T steps, B rows of a batch, I inputs of a layer, H hidden
/// values, G gates.
struct RecurrentWeights {
  /// [G * H, I] and [G * H, H].
  let input, hidden: Parameter
  /// [G * H] each.
  let inputBias, hiddenBias: Parameter?
  let layer: Int
  /// Whether the steps are read from the last to the first.
  let isReverse: Bool

  init(_ settings: RecurrentSettings, gates: Int, layer: Int, isReverse: Bool) {
    (self.layer, self.isReverse) = (layer, isReverse)
    let suffix = "_l\(layer)" + (isReverse ? "_reverse" : "")
    let rows = gates * settings.hidden
    input = Parameter("weight_ih" + suffix, shape: [rows, settings.inputs(ofLayer: layer)])
    hidden = Parameter("weight_hh" + suffix, shape: [rows, settings.hidden])
    inputBias = settings.hasBias ? Parameter("bias_ih" + suffix, shape: [rows]) : nil
    hiddenBias = settings.hasBias ? Parameter("bias_hh" + suffix, shape: [rows]) : nil
  }

  /// In PyTorch's order.
  var parameters: [Parameter] { [input, hidden] + [inputBias, hiddenBias].compactMap { $0 } }

  /// All of a network's, layer by layer, forwards before backwards.
  static func all(_ settings: RecurrentSettings, gates: Int) -> [RecurrentWeights] {
    (0..<settings.layers).flatMap { layer in
      (0..<settings.directions).map {
        RecurrentWeights(settings, gates: gates, layer: layer, isReverse: $0 == 1)
      }
    }
  }
}

/// What can be said of an RNN, a GRU and an LSTM alike.
struct RecurrentSettings: Sendable {
  static let inputSize = NamedOption.whole("input_size", "Values of a step that go in.")
  static let hiddenSize = NamedOption.whole("hidden_size", "Values of a step that come out.")
  static let layers = NamedOption.whole(
    "num_layers", default: 1, "Layers, each of which takes the steps of the one before.")
  static let bias = NamedOption.flag("bias", default: true, "Whether biases are added.")
  static let batchFirst = NamedOption.flag(
    "batch_first", default: false,
    "Whether batches are [rows, steps, values] instead of [steps, rows, values].")
  static let dropout = NamedOption.number(
    "dropout", 0...1, expected: "a number from 0 to 1", default: 0,
    "The probability that a value becomes 0 between two layers, in training mode.")
  static let bidirectional = NamedOption.flag(
    "bidirectional", default: false,
    "Whether a second network reads the steps backwards, whose values are put beside the first's.")

  static let positional = [inputSize.described, hiddenSize.described, layers.described]
  static let named = [
    bias.described, batchFirst.described, dropout.described, bidirectional.described,
  ]

  var inputs, hidden: Int
  var layers = 1
  var hasBias = true
  var isBatchFirst = false
  var dropout = 0.0
  var isBidirectional = false

  init(_ options: Options) throws(OptionProblem) {
    inputs = try options.read(Self.inputSize)
    hidden = try options.read(Self.hiddenSize)
    layers = try options.read(Self.layers)
    hasBias = try options.read(Self.bias)
    isBatchFirst = try options.read(Self.batchFirst)
    dropout = try options.read(Self.dropout)
    isBidirectional = try options.read(Self.bidirectional)
  }

  init(_ inputs: Int, _ hidden: Int) { (self.inputs, self.hidden) = (inputs, hidden) }

  var directions: Int { isBidirectional ? 2 : 1 }

  /// Values of a step that a layer takes.
  func inputs(ofLayer layer: Int) -> Int { layer == 0 ? inputs : directions * hidden }
}

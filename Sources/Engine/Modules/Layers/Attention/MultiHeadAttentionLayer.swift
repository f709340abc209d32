/// `nn.MultiheadAttention` (Vaswani et al., 2017): of one sequence to itself, or of queries to keys
/// and values.
///
/// Outputs: the attended values, and where they are asked for the attention weights, averaged over
/// the heads, as PyTorch gives them: after dropout.
///
/// The letters: B rows of a batch, L queries, S keys, E values of a token, NH heads of HS each.
final class MultiHeadAttentionLayer: Module {
  private static let width = NamedOption.whole("embed_dim", "Values of a token.")
  private static let headCount = NamedOption.whole(
    "num_heads", "Heads, which share the values evenly.")
  static let dropout = NamedOption.number(
    "dropout", 0...1, expected: "a number from 0 to 1", default: 0,
    "The probability that an attention weight becomes 0, in training mode.")
  private static let bias = NamedOption.flag("bias", default: true, "Whether biases are added.")
  private static let batchFirst = NamedOption.flag(
    "batch_first", default: false,
    "Whether batches are [rows, tokens, values] instead of [tokens, rows, values].")
  static let causal = NamedOption.flag(
    "causal", default: false, "Whether a token sees only itself and those before it (`attn_mask`).")

  static let entry = CatalogueEntry<any Module>(
    name: "multihead_attention", pytorch: "torch.nn.MultiheadAttention",
    summary: "Attention with several heads: output and averaged weights.",
    positional: [width.described, headCount.described],
    named: [dropout.described, bias.described, batchFirst.described, causal.described],
    refused: [
      "kdim": "is not supported: keys have as many values as queries",
      "vdim": "is not supported: values are as wide as queries",
      "add_bias_kv": "is not supported", "add_zero_attn": "is not supported",
    ],
    spelling: PyTorchSpelling(
      .calledAs { object, inputs, options in
        let sequences = inputs.count == 1 ? [inputs[0], inputs[0], inputs[0]] : inputs
        guard (try? options.read(causal)) == true else { return "\(object)(\(sequences))" }
        let mask = causalMask(inputs[0], isBatchFirst: (try? options.read(batchFirst)) ?? false)
        return "\(object)(\(sequences), attn_mask=\(mask))"
      }, outputs: ["[0]", "[1]"], elsewhere: [causal.name], byPlace: 4)
  ) { options throws(OptionProblem) in
    let (width, heads) = (try options.read(width), try options.read(headCount))
    try check(heads, divide: width, names: ("num_heads", "embed_dim"))
    return MultiHeadAttentionLayer(
      width, heads: heads, dropout: try options.read(dropout), bias: try options.read(bias),
      isBatchFirst: try options.read(batchFirst), isCausal: try options.read(causal))
  }

  /// What hides the tokens after each token.
  static func causalMask(_ input: PythonCode, isBatchFirst: Bool) -> PythonCode {
    let tokens: PythonCode = "\(input).size(\(isBatchFirst ? 1 : 0))"
    return "torch.ones(\(tokens), \(tokens), dtype=torch.bool).triu(1)"
  }

  static func check(
    _ heads: Int, divide width: Int, names: (heads: String, width: String)
  ) throws(OptionProblem) {
    guard width % heads == 0 else {
      throw OptionProblem(names.heads, "must divide \(names.width), which is \(width)")
    }
  }

  let width, heads: Int
  let dropout: Double
  let isBatchFirst, isCausal: Bool
  var takesStepsFirst: Bool { !isBatchFirst }
  /// Whether the averaged weights are put out.
  let averages: Bool
  /// [3 * E, E] and [3 * E]: query, key and value.
  let inWeight: Parameter
  let inBias: Parameter?
  let output: LinearLayer

  init(
    _ width: Int, heads: Int, dropout: Double = 0, bias: Bool = true, isBatchFirst: Bool = false,
    isCausal: Bool = false, averages: Bool = true
  ) {
    (self.width, self.heads, self.dropout) = (width, heads, dropout)
    (self.isBatchFirst, self.isCausal, self.averages) = (isBatchFirst, isCausal, averages)
    inWeight = Parameter("in_proj_weight", shape: [3 * width, width])
    inBias = bias ? Parameter("in_proj_bias", shape: [3 * width]) : nil
    output = LinearLayer(width, width, bias: bias)
  }

  var parameters: [Parameter] { [inWeight] + (inBias.map { [$0] } ?? []) }
  var children: [(name: String, module: any Module)] { [("out_proj", output)] }

  /// PyTorch draws the last layer first, when it makes it, and sets its bias to 0 afterwards.
  func initialize(from generator: TorchGenerator) {
    output.initialize(from: generator)
    InitialValues.xavierUniform(gain: 1).fill(inWeight, from: generator)
    inBias?.fill { 0 }
    output.bias?.fill { 0 }
  }

  /// One sequence, or queries, keys and values; after them, where there is padding, indices
  /// [rows, keys] that are 1 for every key that is to be passed over (`key_padding_mask`).
  func outputs(of inputs: [ActivationShape]) throws(ShapeProblem) -> [ActivationShape] {
    let hasMask = inputs.last?.kind == .indices
    let sequences = hasMask ? inputs.dropLast() : inputs[...]
    let order = isBatchFirst ? "[rows, tokens, \(width)]" : "[tokens, rows, \(width)]"
    guard sequences.count == 1 || sequences.count == 3, let query = sequences.first,
      let key = sequences.dropFirst().first ?? sequences.first,
      sequences.allSatisfy({
        $0.kind == .numbers && $0.shape.count == 3 && $0.shape[2] == width
      })
    else {
      throw ShapeProblem(expected: "one sequence, or query, key and value, " + order, found: inputs)
    }
    let (rows, queries) = extents(query.shape)
    let (keyRows, keys) = extents(key.shape)
    guard keyRows == rows, keys > 0, sequences.dropFirst().allSatisfy({ $0 == key }) else {
      throw ShapeProblem(expected: "key and value of one shape, of \(rows) rows", found: inputs)
    }
    guard !isCausal || keys == queries else {
      throw ShapeProblem(expected: "as many keys as queries for a causal mask", found: inputs)
    }
    guard !hasMask || inputs.last?.shape == [rows, keys] else {
      throw ShapeProblem(expected: "a padding mask [\(rows), \(keys)]", found: inputs)
    }
    return [query] + (averages ? [ActivationShape([rows, queries, keys])] : [])
  }

  func operations(of inputs: [ActivationShape]) -> Double {
    guard let query = inputs.first, query.shape.count == 3 else { return 0 }
    let keyShape = inputs.dropFirst().first { $0.kind == .numbers } ?? query
    let (rows, queries) = extents(query.shape)
    let (_, keys) = extents(keyShape.shape)
    let (tokens, width) = (Double(rows) * Double(queries + keys), Double(width))
    return 4 * tokens * width * width + 4 * Double(rows) * Double(queries) * Double(keys) * width
  }

  /// Rows and tokens of [B, T, E] or [T, B, E].
  func extents(_ shape: [Int]) -> (rows: Int, tokens: Int) {
    isBatchFirst ? (shape[0], shape[1]) : (shape[1], shape[0])
  }
}

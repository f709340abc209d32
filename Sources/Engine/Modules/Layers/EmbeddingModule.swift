/// `nn.Embedding`: a row of a table for each index.
final class EmbeddingModule: Module {
  private static let rows = NamedOption<Int>.whole("num_embeddings", "Rows of the table.")
  private static let width = NamedOption<Int>.whole("embedding_dim", "Values a row.")
  private static let paddingIndex = NamedOption<Int?>.optionalWhole(
    "padding_idx", default: "none", "A row that is 0 and stays so: it gets no gradient.")

  static let entry = CatalogueEntry<any Module>(
    name: "embedding", pytorch: "torch.nn.Embedding",
    summary: "A row of a learned table for each index.",
    positional: [rows.described, width.described], named: [paddingIndex.described],
    refused: [
      "max_norm": "is not supported", "norm_type": "is not supported",
      "scale_grad_by_freq": "is not supported",
      "sparse": "changes how gradients are stored, not what they are: leave it out",
    ]
  ) { options throws(OptionProblem) in
    let (count, padding) = (try options.read(rows), try options.read(paddingIndex))
    if let padding, padding >= count {
      throw OptionProblem(paddingIndex.name, "must be below num_embeddings, \(count)")
    }
    return EmbeddingModule(count, try options.read(width), padding: padding)
  }

  private let rows, width: Int
  private let padding: Int?
  /// [rows, width].
  private let weight: Parameter

  init(_ rows: Int, _ width: Int, padding: Int? = nil) {
    (self.rows, self.width, self.padding) = (rows, width, padding)
    weight = Parameter("weight", shape: [rows, width])
  }

  var parameters: [Parameter] { [weight] }

  func initialize(from generator: TorchGenerator) {
    generator.fillNormal(weight)
    if let padding { (weight.value.start + padding * width).update(repeating: 0, count: width) }
  }

  func outputs(of inputs: [ActivationShape]) throws(ShapeProblem) -> [ActivationShape] {
    guard inputs.count == 1, inputs[0].kind == .indices else {
      throw ShapeProblem(expected: "indices, such as token ids", found: inputs)
    }
    if let limit = inputs[0].limit, limit > rows {
      throw ShapeProblem(expected: "indices below its \(rows) rows", found: inputs)
    }
    return [ActivationShape(inputs[0].shape + [width])]
  }

  func forward(_ inputs: [Activation], _ pass: Pass) throws(EngineError) -> ModuleStep {
    guard inputs.count == 1, case .indices(let indices) = inputs[0] else {
      throw .invalidInput(.kind(.indices, neededBy: "an embedding"))
    }
    let output = Tensor(uninitialized: indices.shape + [width])
    for (place, index) in indices.values.enumerated() {
      guard (0..<rows).contains(Int(index)) else {
        throw .invalidInput(.index(index, rows: rows))
      }
      (output.start + place * width).update(
        from: weight.value.start + Int(index) * width, count: width)
    }
    return ModuleStep([.numbers(output)]) { [self] dOutputs, _ in
      if let dOutput = dOutputs[0] { backward(dOutput, indices) }
      return [nil]
    }
  }

  /// In the forward pass this was: y = the rows of W that the indices name.
  ///
  /// So each row's dW is the sum of the dy that it went to, in order.
  private func backward(_ dY: Tensor, _ indices: Indices) {
    guard weight.requiresGradient else { return }
    let gradient = weight.gradientToAddTo()
    for (place, index) in indices.values.enumerated() where Int(index) != padding {
      kernels.add(
        dY.start + place * width, to: gradient.start + Int(index) * width, count: width)
    }
  }
}

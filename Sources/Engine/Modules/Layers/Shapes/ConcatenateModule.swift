/// `torch.cat`: several inputs one after the other along a dimension.
final class ConcatenateModule: Module {
  private static let dimension = NamedOption<Int>.whole(
    "dim", atLeast: -16, default: 1, "The dimension along which they are joined.")

  static let entry = CatalogueEntry<any Module>(
    name: "concatenate", pytorch: "torch.cat",
    summary: "Several inputs one after the other along a dimension.", named: [dimension.described],
    spelling: PyTorchSpelling(
      .function { inputs, options in
        let dimension = (try? options.read(dimension)) ?? 1
        return "torch.cat([\(inputs)], dim=\(dimension))"
      })
  ) { options throws(OptionProblem) in ConcatenateModule(dim: try options.read(dimension)) }

  private let dimension: Int

  init(dim: Int = 1) { dimension = dim }

  func outputs(of inputs: [ActivationShape]) throws(ShapeProblem) -> [ActivationShape] {
    guard let first = inputs.first, inputs.allSatisfy({ $0.kind == .numbers }) else {
      throw ShapeProblem(expected: "one or more inputs of numbers", found: inputs)
    }
    try Dimension.check(dimension, of: first.shape)
    let place = Dimension.place(dimension, of: first.shape)
    var result = first.shape
    for input in inputs.dropFirst() {
      var shape = input.shape
      guard shape.count == result.count else {
        throw ShapeProblem(expected: "inputs of as many dimensions", found: inputs)
      }
      result[place] += shape[place]
      shape[place] = result[place]
      guard shape == result else {
        throw ShapeProblem(
          expected: "inputs that are alike in all dimensions but \(dimension)", found: inputs)
      }
    }
    return [ActivationShape(result)]
  }

  func forward(_ inputs: [Activation], _ pass: Pass) throws(EngineError) -> ModuleStep {
    let parts = try inputs.map { (input) throws(EngineError) in try input.tensor("concatenate") }
    let place = Dimension.place(dimension, of: parts[0].shape)
    var shape = parts[0].shape
    shape[place] = parts.reduce(0) { $0 + $1.shape[place] }
    let output = Tensor(uninitialized: shape)
    let outer = shape[..<place].reduce(1, *)
    let width = shape[place...].reduce(1, *)
    /// Calls `body` for each piece: of which part, where in it, where in the output, how long.
    func forEachPiece(_ body: (_ part: Int, Int, Int, Int) -> Void) {
      var offset = 0
      for (index, part) in parts.enumerated() {
        let count = part.shape[place...].reduce(1, *)
        for i in 0..<outer { body(index, i * count, i * width + offset, count) }
        offset += count
      }
    }
    forEachPiece { part, from, to, count in
      (output.start + to).update(from: parts[part].start + from, count: count)
    }
    return ModuleStep([.numbers(output)]) { dOutputs, wanted in
      guard let dOutput = dOutputs[0] else { return wanted.map { _ in nil } }
      let dInputs = parts.map { $0.similar() }
      forEachPiece { part, to, from, count in
        (dInputs[part].start + to).update(from: dOutput.start + from, count: count)
      }
      return zip(dInputs, wanted).map { $1 ? $0 : nil }
    }
  }
}

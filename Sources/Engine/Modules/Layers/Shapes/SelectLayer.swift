/// `Tensor.select`: one place of a dimension, such as the last step of a sequence, `x[:, -1, :]`.
final class SelectLayer: Layer {
  private static let index = NamedOption<Int>.whole(
    "index", atLeast: -1 << 31, "The place, from 0; from the end backwards as -1, -2 …")
  private static let dimension = NamedOption<Int>.whole(
    "dim", atLeast: -16, default: 1, "The dimension, which goes.")

  static let entry = CatalogueEntry<any Module>(
    name: "select", pytorch: "torch.Tensor.select",
    summary: "One place of a dimension, such as a sequence's last step.",
    positional: [index.described], named: [dimension.described],
    spelling: PyTorchSpelling(
      .function { inputs, options in
        let place = (try? options.read(index)) ?? 0
        let dimension = (try? options.read(dimension)) ?? 1
        return "\(inputs[0]).select(\(dimension), \(place))"
      })
  ) { options throws(OptionProblem) in
    SelectLayer(try options.read(index), dimension: try options.read(dimension))
  }

  private let index, dimension: Int

  init(_ index: Int, dimension: Int = 1) { (self.index, self.dimension) = (index, dimension) }

  private func place(_ extent: Int) -> Int { index < 0 ? index + extent : index }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] {
    try Dimension.check(dimension, of: input)
    let place = Dimension.place(dimension, of: input)
    guard (0..<input[place]).contains(self.place(input[place])) else {
      throw problem("a dimension \(dimension) that has place \(index)", input)
    }
    return Array(input[..<place] + input[(place + 1)...])
  }

  /// Of indices, too: of one column of words, which an embedding of its own takes.
  func outputs(of inputs: [ActivationShape]) throws(ShapeProblem) -> [ActivationShape] {
    guard inputs.count == 1, inputs[0].kind != .sequences else { throw Self.otherInputs(inputs) }
    let shape = try output(of: inputs[0].shape)
    guard inputs[0].kind == .indices else { return [ActivationShape(shape)] }
    let isLast = Dimension.place(dimension, of: inputs[0].shape) == inputs[0].shape.count - 1
    // Of one column's rows there is one limit for all.
    let limits = inputs[0].limits.map { limits in
      isLast && limits.count == inputs[0].shape.last ? [limits[place(limits.count)]] : limits
    }
    return [ActivationShape(shape, kind: .indices, limits: limits)]
  }

  func forward(_ inputs: [Activation], _ pass: Pass) throws(EngineError) -> ModuleStep {
    guard inputs.count == 1, case .indices(let x) = inputs[0] else {
      return try forward(numbers: inputs, pass)
    }
    let shape = try outputShape(of: x.shape, "select")
    let rows = Dimension(dimension, of: x.shape)
    let offset = place(rows.extent) * rows.inner
    let values = (0..<rows.outer).flatMap { i in
      x.values[(i * rows.extent * rows.inner + offset)...].prefix(rows.inner)
    }
    return ModuleStep([.indices(Indices(shape: shape, values: values))]) { _, _ in [nil] }
  }

  func forward(_ x: Tensor, _ pass: Pass) throws(EngineError) -> LayerStep {
    let shape = try outputShape(of: x.shape, "select")
    let rows = Dimension(dimension, of: x.shape)
    let offset = place(rows.extent) * rows.inner
    let y = Tensor(uninitialized: shape)
    for i in 0..<rows.outer {
      (y.start + i * rows.inner).update(
        from: x.start + i * rows.extent * rows.inner + offset, count: rows.inner)
    }
    return LayerStep(y) { dY, wantsInput in
      guard wantsInput else { return nil }
      let dX = Tensor(shape: x.shape)
      for i in 0..<rows.outer {
        (dX.start + i * rows.extent * rows.inner + offset).update(
          from: dY.start + i * rows.inner, count: rows.inner)
      }
      return dX
    }
  }
}

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

  func forward(_ x: Tensor, _ pass: Pass) throws(EngineError) -> LayerStep {
    let shape = try outputShape(of: x, "select")
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

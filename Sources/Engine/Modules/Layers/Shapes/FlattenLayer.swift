/// `nn.Flatten`: some neighbouring dimensions as one.
final class FlattenLayer: Layer {
  private static let start = NamedOption<Int>.whole(
    "start_dim", atLeast: -16, default: 1, "The first dimension to join.")
  private static let end = NamedOption<Int>.whole(
    "end_dim", atLeast: -16, default: -1, "The last dimension to join.")

  static let entry = CatalogueEntry<any Module>(
    name: "flatten", pytorch: "torch.nn.Flatten",
    summary: "Each row's values one after the other.", named: [start.described, end.described]
  ) { options throws(OptionProblem) in
    FlattenLayer(start: try options.read(start), end: try options.read(end))
  }

  private let start, end: Int

  init(start: Int = 1, end: Int = -1) { (self.start, self.end) = (start, end) }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] {
    try Dimension.check(start, of: input)
    try Dimension.check(end, of: input)
    let (first, last) = (Dimension.place(start, of: input), Dimension.place(end, of: input))
    guard first <= last else {
      throw problem("a shape whose dimension \(start) does not lie after dimension \(end)", input)
    }
    return input[..<first] + [input[first...last].reduce(1, *)] + input[(last + 1)...]
  }

  func forward(_ x: Tensor, _ pass: Pass) throws(EngineError) -> LayerStep {
    let shape = try outputShape(of: x.shape, "flatten")
    return LayerStep(x.reshaped(shape)) { dY, wantsInput in
      wantsInput ? dY.reshaped(x.shape) : nil
    }
  }
}

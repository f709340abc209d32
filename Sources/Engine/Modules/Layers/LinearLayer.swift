import KernelInterface

/// `nn.Linear`: y = x Wᵀ + b over the last dimension of an input with any number of dimensions.
final class LinearLayer: Layer {
  private static let inFeatures = NamedOption.whole("in_features", "Values of a row that go in.")
  private static let outFeatures = NamedOption.whole(
    "out_features", "Values of a row that come out.")
  private static let bias = NamedOption.flag("bias", default: true, "Whether a bias is added.")

  static let entry = CatalogueEntry<any Module>(
    name: "linear", pytorch: "torch.nn.Linear", summary: "A linear layer, y = x Wᵀ + b.",
    positional: [inFeatures.described, outFeatures.described], named: [bias.described]
  ) { options throws(OptionProblem) in
    LinearLayer(
      try options.read(inFeatures), try options.read(outFeatures), bias: try options.read(bias))
  }

  private let inputs, outputs: Int
  /// [outputs, inputs].
  let weight: Parameter
  /// [outputs].
  let bias: Parameter?

  init(_ inputs: Int, _ outputs: Int, bias: Bool = true) {
    (self.inputs, self.outputs) = (inputs, outputs)
    weight = Parameter("weight", shape: [outputs, inputs])
    self.bias = bias ? Parameter("bias", shape: [outputs]) : nil
  }

  var parameters: [Parameter] { [weight] + (bias.map { [$0] } ?? []) }
  var takesRowsAlone: Bool { true }

  func initialize(from generator: TorchGenerator) {
    generator.fillLikeLinear(weight, bias, fanIn: inputs)
  }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] {
    guard let last = input.last, last == inputs, input.count > 1 else {
      throw problem("[…, \(inputs)]", input)
    }
    return input.dropLast() + [outputs]
  }

  func operations(of inputs: [ActivationShape]) -> Double {
    let rows = inputs[0].shape.dropLast().reduce(1.0) { $0 * Double($1) }
    return 2 * rows * Double(self.inputs) * Double(outputs)
  }

  /// x [rows, inputs] to y [rows, outputs], the rows being all dimensions but the last.
  func forward(_ x: Tensor, _ pass: Pass) -> LayerStep {
    let rows = x.count / inputs
    let y = Tensor(uninitialized: x.shape.dropLast() + [outputs])
    let operand = weight.transposedOperand
    pass.pool.forEachRange(of: rows, cost: 2 * inputs * outputs) { range in
      MatrixMultiply.run(
        MatrixProduct(
          m: range.count, n: outputs, k: inputs, a: x.start + range.lowerBound * inputs,
          aStride: inputs, b: operand, start: bias.map { .row($0.value.start) } ?? .nothing,
          out: y.start + range.lowerBound * outputs, outStride: outputs))
    }
    return LayerStep(y) { [self] dY, wantsInput in
      backward(dY, x: x, wantsInput: wantsInput, pass.pool)
    }
  }

  /// In the forward pass this was: y = x Wᵀ + b.
  ///
  /// So dx = dy W, dW = dyᵀ x, db = the sum of dy's rows.
  private func backward(
    _ dY: Tensor, x: Tensor, wantsInput: Bool, _ pool: WorkerPool
  ) -> Tensor? {
    let rows = x.count / inputs
    let tasks =
      WeightGradient.tasks(weight, dOutput: dY.start, input: x.start, rows: rows)
      + WeightGradient.tasks(bias: bias, dOutput: dY.start, rows: rows)
    pool.forEachPiece(count: tasks.count, cost: 2 * rows * inputs * outputs / tasks.count.atLeast1)
    {
      tasks[$0]()
    }
    guard wantsInput else { return nil }
    let dX = x.similar()
    let operand = weight.operand
    pool.forEachRange(of: rows, cost: 2 * inputs * outputs) { range in
      MatrixMultiply.run(
        MatrixProduct(
          m: range.count, n: inputs, k: outputs, a: dY.start + range.lowerBound * outputs,
          aStride: outputs, b: operand, out: dX.start + range.lowerBound * inputs,
          outStride: inputs))
    }
    return dX
  }
}

extension Int {
  /// For divisions by a count that may be 0.
  var atLeast1: Int { Swift.max(1, self) }
}

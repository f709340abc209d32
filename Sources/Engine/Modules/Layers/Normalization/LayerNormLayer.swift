import KernelInterface

/// `nn.LayerNorm` (Ba, Kiros and Hinton, 2016): each row's last dimensions to mean 0 and variance 1,
/// then scaled and shifted.
final class LayerNormLayer: Layer {
  private static let shape = NamedOption<[Int]>.wholes(
    "normalized_shape", atLeast: 1, "The last dimensions' extents.")
  private static let affine = NamedOption<Bool>.flag(
    "elementwise_affine", default: true,
    "Whether the result is scaled and shifted by learned weights.")

  static let entry = CatalogueEntry<any Module>(
    name: "layer_norm", pytorch: "torch.nn.LayerNorm",
    summary: "Each row's last dimensions to mean 0 and variance 1.",
    positional: [shape.described],
    named: [NormOptions.epsilon.described, affine.described, NormOptions.bias.described],
    refused: NormOptions.refused
  ) { options throws(OptionProblem) in
    LayerNormLayer(
      try options.read(shape), epsilon: try options.read(NormOptions.epsilon),
      isAffine: try options.read(affine), bias: try options.read(NormOptions.bias))
  }

  private let shape: [Int]
  private let epsilon: Double
  /// Of `shape` each.
  private let weight, bias: Parameter?

  init(_ shape: [Int], epsilon: Double = 1e-5, isAffine: Bool = true, bias: Bool = true) {
    (self.shape, self.epsilon) = (shape, epsilon)
    weight = isAffine ? Parameter("weight", shape: shape) : nil
    self.bias = isAffine && bias ? Parameter("bias", shape: shape) : nil
  }

  var parameters: [Parameter] { [weight, bias].compactMap { $0 } }

  func initialize(from generator: TorchGenerator) {
    weight?.fill { 1 }
    bias?.fill { 0 }
  }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] {
    guard input.count > shape.count, input.suffix(shape.count) == shape[...] else {
      throw problem("[…, \(shape.map { "\($0)" }.joined(separator: ", "))]", input)
    }
    return input
  }

  /// x [rows, columns] to y, the columns being the dimensions that are normalized.
  func forward(_ x: Tensor, _ pass: Pass) -> LayerStep {
    let columns = shape.reduce(1, *)
    let rows = x.count / columns
    let scale = weight?.value ?? .filled([columns], with: 1)
    let shift = bias?.value ?? Tensor(shape: [columns])
    let weights = NormWeights(
      weight: scale.start, bias: shift.start, epsilon: Float(epsilon))
    let y = x.copy()
    let normalized = Tensor(uninitialized: pass.goesBack ? [rows, columns] : [0])
    let inverse = Tensor(uninitialized: [rows])
    pass.pool.forEachRange(of: rows, cost: 10 * columns) { range in
      let first = range.lowerBound
      kernels.normalize(
        y.start + first * columns, weights, rows: range.count, columns: columns,
        keeping: pass.goesBack
          ? NormalizedRows(
            normalized: normalized.start + first * columns, inverse: inverse.start + first) : nil)
    }
    // The weights live as long as the step: the kernels have only their addresses.
    return LayerStep(y) { [self] dY, wantsInput in
      backward(
        dY, kept: (normalized, inverse), scale: scale, rows: rows, columns: columns,
        wantsInput: wantsInput, pass.pool)
    }
  }

  /// In the forward pass this was: y = x̂ w + b.
  ///
  /// So dw = Σ dy x̂ and db = Σ dy over the rows, in shards that depend on nothing but their
  /// number; dx is what the kernels say.
  private func backward(
    _ dY: Tensor, kept: (normalized: Tensor, inverse: Tensor), scale: Tensor, rows: Int,
    columns: Int, wantsInput: Bool, _ pool: WorkerPool
  ) -> Tensor? {
    let dX = dY.copy()
    let perShard = WeightGradient.shardRows
    let shards = (rows + perShard - 1) / perShard
    /// For each shard dw, then db.
    let sums = Tensor(shape: [shards, 2, columns])
    pool.forEachPiece(count: shards, cost: 10 * columns * min(rows, perShard)) { shard in
      let first = shard * perShard
      let out = sums.start + shard * 2 * columns
      kernels.normalizeBackward(
        dX.start + first * columns, weight: scale.start,
        kept: NormalizedRows(
          normalized: kept.normalized.start + first * columns,
          inverse: kept.inverse.start + first),
        rows: min(perShard, rows - first), columns: columns, dWeight: out,
        dBias: out + columns)
    }
    for (index, parameter) in [weight, bias].enumerated() {
      guard let parameter, parameter.requiresGradient else { continue }
      let (gradient, accumulation) = parameter.gradientToWrite()
      WeightGradient.tree(
        shards: shards, rows: 1, columns: columns, into: gradient.start, stride: columns,
        accumulation
      ) { shard, out, _ in
        out.update(from: sums.start + (2 * shard + index) * columns, count: columns)
      }
    }
    return wantsInput ? dX : nil
  }
}

extension Tensor {
  /// One value everywhere.
  static func filled(_ shape: [Int], with value: Float) -> Tensor {
    let tensor = Tensor(uninitialized: shape)
    tensor.values.update(repeating: value)
    return tensor
  }
}

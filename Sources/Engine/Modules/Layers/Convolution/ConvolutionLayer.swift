import KernelInterface

/// `nn.Conv1d` and `nn.Conv2d`: each output is a weighted sum of a window of the input.
///
/// Computed as products: the windows of a picture are the columns of a matrix (Chellapilla, Puri and
/// Simard, 2006). Pictures are [channels, height, width].
final class ConvolutionLayer: Layer {
  static let entry1d = entry(
    "conv1d", "torch.nn.Conv1d", dimensions: 1, "A convolution of a series.")
  static let entry2d = entry(
    "conv2d", "torch.nn.Conv2d", dimensions: 2, "A convolution of a picture.")

  private static func entry(
    _ name: String, _ pytorch: String, dimensions: Int, _ summary: String
  ) -> CatalogueEntry<any Module> {
    typealias Known = ConvolutionOptions
    let (kernel, stride) = (Known.kernel(dimensions), Known.stride(dimensions))
    let (padding, dilation) = (Known.anyPadding(dimensions), Known.dilation(dimensions))
    return CatalogueEntry(
      name: name, pytorch: pytorch, summary: summary,
      positional: [Known.inChannels.described, Known.outChannels.described, kernel.described],
      named: [
        stride.described, padding.described, dilation.described, Known.groups.described,
        Known.bias.described,
      ], refused: Known.refused
    ) { options throws(OptionProblem) in
      let layer = ConvolutionLayer(
        try options.read(Known.inChannels), try options.read(Known.outChannels),
        kernel: try options.read(kernel), stride: try options.read(stride),
        padding: try options.read(padding), dilation: try options.read(dilation),
        groups: try options.read(Known.groups), bias: try options.read(Known.bias))
      try Known.check(channels: layer.inputs, "in_channels", groups: layer.groups)
      try Known.check(channels: layer.outputs, "out_channels", groups: layer.groups)
      guard layer.padding != nil || layer.stride.allSatisfy({ $0 == 1 }) else {
        throw OptionProblem("padding", "`same` needs a stride of 1, as in PyTorch")
      }
      return layer
    }
  }

  private let inputs, outputs, groups: Int
  private let kernel, stride, dilation: [Int]
  /// `nil`: as much as keeps the extent.
  private let padding: [Int]?
  /// [outputs, inputs / groups, kernel…].
  private let weight: Parameter
  /// [outputs].
  private let bias: Parameter?

  /// - Parameter kernel: one extent for a series, two for a picture; stride and so on likewise.
  init(
    _ inputs: Int, _ outputs: Int, kernel: [Int], stride: [Int], padding: [Int]?,
    dilation: [Int], groups: Int = 1, bias: Bool = true
  ) {
    (self.inputs, self.outputs, self.groups) = (inputs, outputs, groups)
    (self.kernel, self.stride, self.dilation) = (kernel, stride, dilation)
    self.padding = padding
    weight = Parameter("weight", shape: [outputs, inputs / groups] + kernel)
    self.bias = bias ? Parameter("bias", shape: [outputs]) : nil
  }

  var parameters: [Parameter] { [weight] + (bias.map { [$0] } ?? []) }

  func initialize(from generator: TorchGenerator) {
    generator.fillLikeLinear(
      weight, bias, fanIn: inputs / groups * kernel.reduce(1, *))
  }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] {
    let extents = kernel.count == 1 ? "length" : "height, width"
    guard input.count == kernel.count + 2, input[1] == inputs else {
      throw problem("\(inputs) channels, [rows, channels, \(extents)]", input)
    }
    let positions = self.positions(Array(input[2...]))
    guard positions.allSatisfy({ $0 > 0 }) else {
      throw problem("a kernel of \(kernel) to fit into the padded input", input)
    }
    return [input[0], outputs] + positions
  }

  func operations(of inputs: [ActivationShape]) -> Double {
    guard let output = try? output(of: inputs[0].shape) else { return 0 }
    let window = Double(self.inputs / groups * kernel.reduce(1, *))
    return output.reduce(2 * window) { $0 * Double($1) }
  }

  private func positions(_ extents: [Int]) -> [Int] {
    extents.indices.map { i in
      guard let padding else { return extents[i] }
      return ConvolutionGeometry.positions(
        extent: extents[i], padding: 2 * padding[i], kernel: kernel[i], stride: stride[i],
        dilation: dilation[i])
    }
  }

  /// Of one group.
  private func geometry(_ shape: [Int]) -> ConvolutionGeometry {
    let extents = Array(shape[2...])
    let picture = extents.asPicture(1)
    // Half of what keeps the extent, the odd one at the end.
    let padding = padding ?? kernel.indices.map { dilation[$0] * (kernel[$0] - 1) / 2 }
    return ConvolutionGeometry(
      channels: inputs / groups, height: picture[0], width: picture[1],
      kernel: kernel.asPicture(1), stride: stride.asPicture(1), dilation: dilation.asPicture(1),
      padding: padding.asPicture(0), positions: positions(extents).asPicture(1))
  }

  /// x [rows, inputs, …] to y [rows, outputs, …].
  func forward(_ x: Tensor, _ pass: Pass) -> LayerStep {
    let geometry = geometry(x.shape)
    let y = Tensor(
      uninitialized: [x.shape[0], outputs] + positions(Array(x.shape[2...])))
    let products = ConvolutionProducts(geometry, groups: groups, outputs: outputs)
    pass.pool.forEachRange(of: x.shape[0], cost: products.operations) { rows in
      let scratch = products.scratch()
      for row in rows {
        products.forward(
          x.start + row * products.inputSize, weight: weight.value, bias: bias?.value,
          into: y.start + row * products.outputSize, scratch)
      }
    }
    return LayerStep(y) { [self] dY, wantsInput in
      backward(dY, x: x, products, wantsInput: wantsInput, pass.pool)
    }
  }

  /// In the forward pass this was, for each row: Y = W X + b, X being the windows of x.
  ///
  /// So dX = Wᵀ dY, added to the windows of dx; dW = the sum of dY Xᵀ, db that of dY, over the rows.
  private func backward(
    _ dY: Tensor, x: Tensor, _ products: ConvolutionProducts, wantsInput: Bool,
    _ pool: WorkerPool
  ) -> Tensor? {
    let dX = wantsInput ? Tensor(shape: x.shape) : nil
    let sums = RowShards(rows: x.shape[0], parameters: parameters)
    sums.run(pool, cost: 2 * products.operations) { row, gradients in
      let scratch = gradients.scratch { products.scratch() }
      products.weightGradient(
        x.start + row * products.inputSize, dOutput: dY.start + row * products.outputSize,
        into: gradients[weight], bias: bias.flatMap { gradients[$0] }, scratch)
      guard let dX else { return }
      products.inputGradient(
        dOutput: dY.start + row * products.outputSize, weight: weight.value,
        addingTo: dX.start + row * products.inputSize, scratch)
    }
    return dX
  }
}

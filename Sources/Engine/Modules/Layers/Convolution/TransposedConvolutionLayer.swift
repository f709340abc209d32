import KernelInterface

/// `nn.ConvTranspose2d`: each input is spread over a window of the output (Zeiler et al., 2010).
///
/// What is forward here is a convolution's way back and the other way round, so input and output
/// change their parts in its products.
final class TransposedConvolutionLayer: Layer {
  private static let kernel = ConvolutionOptions.kernel(2)
  private static let stride = ConvolutionOptions.stride(2)
  private static let padding = ConvolutionOptions.padding(2)
  private static let dilation = ConvolutionOptions.dilation(2)
  private static let outputPadding = NamedOption<[Int]>.sizes(
    "output_padding", 2, atLeast: 0, default: 0, "Rows and columns more at the end.")

  static let entry = CatalogueEntry<any Module>(
    name: "conv_transpose2d", pytorch: "torch.nn.ConvTranspose2d",
    summary: "A transposed convolution of a picture, which makes it larger.",
    positional: [
      ConvolutionOptions.inChannels.described, ConvolutionOptions.outChannels.described,
      kernel.described,
    ],
    named: [
      stride.described, padding.described, outputPadding.described,
      ConvolutionOptions.groups.described, ConvolutionOptions.bias.described, dilation.described,
    ], refused: ConvolutionOptions.refused
  ) { options throws(OptionProblem) in
    let layer = TransposedConvolutionLayer(
      try options.read(ConvolutionOptions.inChannels),
      try options.read(ConvolutionOptions.outChannels), kernel: try options.read(kernel),
      stride: try options.read(stride), padding: try options.read(padding),
      outputPadding: try options.read(outputPadding), dilation: try options.read(dilation),
      groups: try options.read(ConvolutionOptions.groups),
      bias: try options.read(ConvolutionOptions.bias))
    try ConvolutionOptions.check(channels: layer.inputs, "in_channels", groups: layer.groups)
    try ConvolutionOptions.check(channels: layer.outputs, "out_channels", groups: layer.groups)
    for i in 0..<2 where layer.outputPadding[i] >= max(layer.stride[i], layer.dilation[i]) {
      throw OptionProblem(outputPadding.name, "must be smaller than stride or dilation")
    }
    return layer
  }

  private let inputs, outputs, groups: Int
  private let kernel, stride, padding, outputPadding, dilation: [Int]
  /// [inputs, outputs / groups, kernel height, kernel width].
  private let weight: Parameter
  /// [outputs].
  private let bias: Parameter?

  init(
    _ inputs: Int, _ outputs: Int, kernel: [Int], stride: [Int], padding: [Int],
    outputPadding: [Int], dilation: [Int], groups: Int, bias: Bool
  ) {
    (self.inputs, self.outputs, self.groups) = (inputs, outputs, groups)
    (self.kernel, self.stride, self.padding) = (kernel, stride, padding)
    (self.outputPadding, self.dilation) = (outputPadding, dilation)
    weight = Parameter("weight", shape: [inputs, outputs / groups] + kernel)
    self.bias = bias ? Parameter("bias", shape: [outputs]) : nil
  }

  var parameters: [Parameter] { [weight] + (bias.map { [$0] } ?? []) }

  func initialize(from generator: TorchGenerator) {
    // PyTorch takes the weight's second dimension for the inputs.
    generator.fillLikeLinear(weight, bias, fanIn: outputs / groups * kernel.reduce(1, *))
  }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] {
    guard input.count == 4, input[1] == inputs else {
      throw problem("\(inputs) channels, [rows, channels, height, width]", input)
    }
    let extents = (0..<2).map { (i: Int) -> Int in
      let last = (input[i + 2] - 1) * stride[i] + dilation[i] * (kernel[i] - 1)
      return last + 1 + outputPadding[i] - 2 * padding[i]
    }
    guard extents.allSatisfy({ $0 > 0 }) else {
      throw problem("an output that the padding leaves something of", input)
    }
    return [input[0], outputs] + extents
  }

  func operations(of inputs: [ActivationShape]) -> Double {
    let window = Double(outputs / groups * kernel.reduce(1, *))
    return inputs[0].shape.reduce(2 * window) { $0 * Double($1) }
  }

  /// x [rows, inputs, height, width] to y [rows, outputs, …].
  func forward(_ x: Tensor, _ pass: Pass) throws(EngineError) -> LayerStep {
    let shape = try outputShape(of: x.shape, "a transposed convolution")
    let geometry = ConvolutionGeometry(
      channels: outputs / groups, height: shape[2], width: shape[3], kernel: kernel,
      stride: stride, dilation: dilation, padding: padding, positions: [x.shape[2], x.shape[3]])
    let products = ConvolutionProducts(geometry, groups: groups, outputs: inputs)
    let y = Tensor(shape: shape)
    pass.pool.forEachRange(of: x.shape[0], cost: products.operations) { rows in
      let scratch = products.scratch()
      for row in rows {
        let out = y.start + row * products.inputSize
        products.inputGradient(
          dOutput: x.start + row * products.outputSize, weight: weight.value, addingTo: out,
          scratch)
        if let bias {
          let plane = shape[2] * shape[3]
          for channel in 0..<outputs {
            for i in 0..<plane { out[channel * plane + i] += bias.value.start[channel] }
          }
        }
      }
    }
    return LayerStep(y) { [self] dY, wantsInput in
      backward(dY, x: x, products, wantsInput: wantsInput, pass.pool)
    }
  }

  /// In the forward pass this was, for each row: Wᵀ x added to the windows of y, and b.
  ///
  /// So dx = W dY, dW = the sum of x dYᵀ over the rows, dY being the windows of dy.
  private func backward(
    _ dY: Tensor, x: Tensor, _ products: ConvolutionProducts, wantsInput: Bool,
    _ pool: WorkerPool
  ) -> Tensor? {
    let dX = wantsInput ? x.similar() : nil
    let plane = dY.shape[2] * dY.shape[3]
    let sums = RowShards(rows: x.shape[0], parameters: parameters)
    sums.run(pool, cost: 2 * products.operations) { row, gradients in
      let scratch = gradients.scratch { products.scratch() }
      let dOutput = dY.start + row * products.inputSize
      products.weightGradient(
        dOutput, dOutput: x.start + row * products.outputSize, into: gradients[weight],
        bias: nil, scratch)
      if let dBias = bias.flatMap({ gradients[$0] }) {
        ConvolutionProducts.addSums(of: dOutput, plane: plane, to: dBias)
      }
      guard let dX else { return }
      products.forward(
        dOutput, weight: weight.value, bias: nil, into: dX.start + row * products.outputSize,
        scratch)
    }
    return dX
  }
}

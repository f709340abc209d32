/// `nn.GroupNorm` (Wu and He, 2018): each row's groups of channels to mean 0 and variance 1, then
/// each channel scaled and shifted.
final class GroupNormLayer: Layer {
  private static let groupCount = NamedOption<Int>.whole("num_groups", "Groups of channels.")
  private static let channelCount = NamedOption<Int>.whole("num_channels", "Channels.")

  static let entry = CatalogueEntry<any Module>(
    name: "group_norm", pytorch: "torch.nn.GroupNorm",
    summary: "Each row's groups of channels to mean 0 and variance 1.",
    positional: [groupCount.described, channelCount.described],
    named: [
      NormOptions.epsilon.described, NormOptions.affine.described, NormOptions.bias.described,
    ],
    refused: NormOptions.refused, spelling: PyTorchSpelling(byPlace: 4)
  ) { options throws(OptionProblem) in
    let (groups, channels) = (try options.read(groupCount), try options.read(channelCount))
    try ConvolutionOptions.check(
      channels: channels, "num_channels", groups: groups, called: groupCount.name)
    return GroupNormLayer(
      groups, channels, epsilon: try options.read(NormOptions.epsilon),
      isAffine: try options.read(NormOptions.affine), bias: try options.read(NormOptions.bias))
  }

  private let groups, channels: Int
  private let epsilon: Double
  /// [channels] each.
  private let weight, bias: Parameter?

  init(
    _ groups: Int, _ channels: Int, epsilon: Double = 1e-5, isAffine: Bool = true, bias: Bool = true
  ) {
    (self.groups, self.channels, self.epsilon) = (groups, channels, epsilon)
    weight = isAffine ? Parameter("weight", shape: [channels]) : nil
    self.bias = isAffine && bias ? Parameter("bias", shape: [channels]) : nil
  }

  var parameters: [Parameter] { [weight, bias].compactMap { $0 } }

  func initialize(from generator: TorchGenerator) {
    weight?.fill { 1 }
    bias?.fill { 0 }
  }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] {
    guard input.count >= 2, input[1] == channels else {
      throw problem("\(channels) channels, [rows, channels, …]", input)
    }
    return input
  }

  func lacksVariance(of output: [Int], isTraining: Bool) -> Bool {
    output.reduce(1, *) == groups
  }

  private func scale(_ channel: Int) -> Float { weight?.value.start[channel] ?? 1 }

  /// Calls `body` for each channel of a group: the channel and where it starts in the group.
  private func forEachChannel(
    _ group: Int, plane: Int, _ body: (_ channel: Int, _ place: Int) -> Void
  ) {
    let channels = channels / groups
    for i in 0..<channels { body(group % groups * channels + i, i * plane) }
  }

  /// x [rows, groups, channels of a group, plane].
  func forward(_ x: Tensor, _ pass: Pass) -> LayerStep {
    let size = x.count / (x.shape[0] * groups).atLeast1
    let plane = size / (channels / groups)
    let moments = GroupMoments(x.shape[0] * groups)
    let y = x.similar()
    pass.pool.forEachRange(of: x.shape[0] * groups, cost: 6 * size) { range in
      for group in range {
        let (x, y) = (x.start + group * size, y.start + group * size)
        let sums = kernels.sums(x, x, count: size)
        let own = Moments(
          sum: sums.values, squares: sums.products, count: size, epsilon)
        moments.start[group] = own
        let mean = Float(own.mean)
        forEachChannel(group, plane: plane) { channel, place in
          let scale = Float(own.inverse) * self.scale(channel)
          let shift = bias?.value.start[channel] ?? 0
          for i in place..<place + plane { y[i] = (x[i] - mean) * scale + shift }
        }
      }
    }
    return LayerStep(y) { [self] dY, wantsInput in
      backward(dY, x: x, moments, size: size, plane: plane, wantsInput, pass.pool)
    }
  }

  /// In the forward pass this was, in each group of n values: y = x̂ w + b.
  ///
  /// So dw = Σ dy x̂ and db = Σ dy over rows and plane, and with g = dy w
  /// dx = (g - (Σ g + x̂ Σ g x̂) / n) / √(variance + ε).
  private func backward(
    _ dY: Tensor, x: Tensor, _ moments: GroupMoments, size: Int, plane: Int,
    _ wantsInput: Bool, _ pool: WorkerPool
  ) -> Tensor? {
    let dX = x.similar()
    let sums = RowShards(rows: x.shape[0], parameters: parameters)
    sums.run(pool, cost: 8 * size * groups) { row, gradients in
      let (dWeight, dBias) = (weight.flatMap { gradients[$0] }, bias.flatMap { gradients[$0] })
      for group in row * groups..<(row + 1) * groups {
        let (x, dY, dX) = (
          x.start + group * size, dY.start + group * size, dX.start + group * size
        )
        let own = moments.start[group]
        var (sum, slopes) = (0.0, 0.0)
        forEachChannel(group, plane: plane) { channel, place in
          let (values, products) = kernels.sums(dY + place, x + place, count: plane)
          let normalized = (products - own.mean * values) * own.inverse
          dWeight?.start[channel] += Float(normalized)
          dBias?.start[channel] += Float(values)
          sum += values * Double(scale(channel))
          slopes += normalized * Double(scale(channel))
        }
        let (mean, inverse) = (Float(own.mean), Float(own.inverse))
        let meanOfGradient = Float(sum / Double(size))
        let slope = Float(slopes * own.inverse / Double(size))
        forEachChannel(group, plane: plane) { channel, place in
          let scale = scale(channel)
          for i in place..<place + plane {
            dX[i] = (dY[i] * scale - meanOfGradient - (x[i] - mean) * slope) * inverse
          }
        }
      }
    }
    return wantsInput ? dX : nil
  }
}

/// The moments of many groups, written by many threads.
private final class GroupMoments {
  let start: UnsafeMutablePointer<Moments>

  init(_ count: Int) { start = .allocate(capacity: max(1, count)) }

  deinit { start.deallocate() }
}

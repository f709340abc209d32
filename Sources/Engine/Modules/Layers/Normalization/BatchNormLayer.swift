/// `nn.BatchNorm1d` and `nn.BatchNorm2d` (Ioffe and Szegedy, 2015): each channel to mean 0 and
/// variance 1 over the batch, then scaled and shifted.
///
/// In evaluation mode by the running mean and variance, which training has gathered.
final class BatchNormLayer: Layer {
  static let entry1d = entry(
    "batch_norm1d", "torch.nn.BatchNorm1d", dimensions: [2, 3],
    "Each column of a batch to mean 0 and variance 1.")
  static let entry2d = entry(
    "batch_norm2d", "torch.nn.BatchNorm2d", dimensions: [4],
    "Each channel of a batch of pictures to mean 0 and variance 1.")

  private static func entry(
    _ name: String, _ pytorch: String, dimensions: [Int], _ summary: String
  ) -> CatalogueEntry<any Module> {
    let features = NamedOption<Int>.whole("num_features", "Columns or channels.")
    // PyTorch's None averages all batches alike.
    let momentum = NamedOption<Double?>(
      "momentum", kind: .number(least: 0), expected: "a number from 0 to 1, or `none`",
      fallback: ("0.1", 0.1), "How much a batch counts in the running figures; none: all alike."
    ) {
      if case .word("none") = $0 { return .some(nil) }
      guard let value = $0.double, (0...1).contains(value) else { return nil }
      return value
    }
    let tracks = NamedOption<Bool>.flag(
      "track_running_stats", default: true,
      "Whether running figures are kept; otherwise each batch has its own in evaluation, too.")
    return CatalogueEntry(
      name: name, pytorch: pytorch, summary: summary, positional: [features.described],
      named: [
        NormOptions.epsilon.described, momentum.described, NormOptions.affine.described,
        NormOptions.bias.described,
        tracks.described,
      ], refused: NormOptions.refused, spelling: PyTorchSpelling(byPlace: 4)
    ) { options throws(OptionProblem) in
      BatchNormLayer(
        try options.read(features), dimensions: dimensions,
        epsilon: try options.read(NormOptions.epsilon), momentum: try options.read(momentum),
        isAffine: try options.read(NormOptions.affine), bias: try options.read(NormOptions.bias),
        tracks: try options.read(tracks))
    }
  }

  private let channels: Int
  /// How many dimensions an input may have.
  private let dimensions: [Int]
  private let epsilon: Double
  /// `nil`: all batches count alike.
  private let momentum: Double?
  /// [channels] each.
  private let weight, bias: Parameter?
  private let mean, variance, batches: ModuleBuffer?

  init(
    _ channels: Int, dimensions: [Int], epsilon: Double = 1e-5, momentum: Double? = 0.1,
    isAffine: Bool = true, bias: Bool = true, tracks: Bool = true
  ) {
    (self.channels, self.dimensions) = (channels, dimensions)
    (self.epsilon, self.momentum) = (epsilon, momentum)
    weight = isAffine ? Parameter("weight", shape: [channels]) : nil
    self.bias = isAffine && bias ? Parameter("bias", shape: [channels]) : nil
    mean = tracks ? ModuleBuffer("running_mean", [channels], initial: 0) : nil
    variance = tracks ? ModuleBuffer("running_var", [channels], initial: 1) : nil
    batches = tracks ? ModuleBuffer("num_batches_tracked", [], initial: 0, isWhole: true) : nil
  }

  var parameters: [Parameter] { [weight, bias].compactMap { $0 } }
  var buffers: [ModuleBuffer] { [mean, variance, batches].compactMap { $0 } }

  func lacksVariance(of output: [Int], isTraining: Bool) -> Bool {
    (isTraining || mean == nil) && output.reduce(1, *) == channels
  }

  func initialize(from generator: TorchGenerator) {
    weight?.fill { 1 }
    bias?.fill { 0 }
    for buffer in buffers { buffer.reset() }
  }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] {
    guard dimensions.contains(input.count), input[1] == channels else {
      let shape = dimensions == [4] ? "[rows, channels, height, width]" : "[rows, columns]"
      throw problem("\(channels) channels, \(shape)", input)
    }
    return input
  }

  func forward(_ x: Tensor, _ pass: Pass) throws(EngineError) -> LayerStep {
    let planes = ChannelPlanes(x.shape)
    let usesBatch = pass.isTraining || mean == nil
    let y = x.similar()
    guard usesBatch else {
      let moments = (0..<channels).map { channel in
        Moments(
          mean: Double(mean?.value.start[channel] ?? 0),
          variance: Double(variance?.value.start[channel] ?? 1), epsilon)
      }
      normalize(x, into: y, moments, planes, pass.pool)
      return LayerStep(y) { [self] dY, wantsInput in
        backward(dY, x: x, moments, planes, isConstant: true, wantsInput, pass.pool)
      }
    }
    guard planes.count > 1 else { throw .invalidInput(.noVariance) }
    let moments = planes.moments(x, epsilon, pass.pool)
    if pass.isTraining { updateRunning(moments, count: planes.count) }
    normalize(x, into: y, moments, planes, pass.pool)
    return LayerStep(y) { [self] dY, wantsInput in
      backward(dY, x: x, moments, planes, isConstant: false, wantsInput, pass.pool)
    }
  }

  /// The running variance takes the unbiased variance of the batch, as PyTorch's does.
  private func updateRunning(_ moments: [Moments], count: Int) {
    guard let mean, let variance, let batches else { return }
    batches.value.start[0] += 1
    let share = momentum ?? 1 / Double(batches.value.start[0])
    let unbiased = Double(count) / Double(count - 1)
    for (channel, batch) in moments.enumerated() {
      func move(_ value: inout Float, to new: Double) {
        value = Float((1 - share) * Double(value) + share * new)
      }
      move(&mean.value.start[channel], to: batch.mean)
      move(&variance.value.start[channel], to: batch.variance * unbiased)
    }
  }

  /// y = (x - mean) / √(variance + ε) · weight + bias.
  private func normalize(
    _ x: Tensor, into y: Tensor, _ moments: [Moments], _ planes: ChannelPlanes,
    _ pool: WorkerPool
  ) {
    let scales = (0..<channels).map { Float(moments[$0].inverse * self.scale($0)) }
    let shifts = bias?.value.array ?? [Float](repeating: 0, count: channels)
    let means = moments.map { Float($0.mean) }
    planes.forEach(pool) { channel, place, count in
      let (x, y) = (x.start + place, y.start + place)
      let (mean, scale, shift) = (means[channel], scales[channel], shifts[channel])
      for i in 0..<count { y[i] = (x[i] - mean) * scale + shift }
    }
  }

  private func scale(_ channel: Int) -> Double { Double(weight?.value.start[channel] ?? 1) }

  /// In the forward pass this was, in each channel: y = x̂ w + b, x̂ = (x - mean) / √(variance + ε).
  ///
  /// So dw = Σ dy x̂, db = Σ dy, and with mean and variance of the n values themselves
  /// dx = w / √(variance + ε) · (dy - (db + x̂ dw) / n).
  ///
  /// - Parameter isConstant: whether mean and variance did not come from these values.
  private func backward(
    _ dY: Tensor, x: Tensor, _ moments: [Moments], _ planes: ChannelPlanes, isConstant: Bool,
    _ wantsInput: Bool, _ pool: WorkerPool
  ) -> Tensor? {
    let sums = planes.sums(of: dY, timesCentred: x, means: moments.map { $0.mean }, pool)
    let dWeights = (0..<channels).map { sums[$0].products * moments[$0].inverse }
    add(dWeights, to: weight)
    add(sums.map { $0.values }, to: bias)
    guard wantsInput else { return nil }
    let dX = x.similar()
    let count = Double(planes.count)
    planes.forEach(pool) { channel, place, size in
      let (x, dY, dX) = (x.start + place, dY.start + place, dX.start + place)
      let moments = moments[channel]
      let scale = Float(moments.inverse * self.scale(channel))
      guard !isConstant else {
        for i in 0..<size { dX[i] = dY[i] * scale }
        return
      }
      let meanOfGradient = sums[channel].values / count
      let slope = dWeights[channel] * moments.inverse / count
      guard size > 1 else {
        // With few rows what is left is small beside what is subtracted: not a place to round.
        let difference =
          Double(dY[0]) - meanOfGradient - (Double(x[0]) - moments.mean) * slope
        dX[0] = Float(difference * moments.inverse * self.scale(channel))
        return
      }
      let (mean, slopeOfAll) = (Float(moments.mean), Float(slope))
      let shift = Float(meanOfGradient)
      for i in 0..<size { dX[i] = (dY[i] - shift - (x[i] - mean) * slopeOfAll) * scale }
    }
    return dX
  }

  private func add(_ values: [Double], to parameter: Parameter?) {
    guard let parameter, parameter.requiresGradient else { return }
    let gradient = parameter.gradientToAddTo()
    for (channel, value) in values.enumerated() { gradient.start[channel] += Float(value) }
  }
}

extension LoopMistake {
  /// The loss that a training with the mistake has in the place of the right one.
  func loss(for right: any Loss) -> any Loss {
    switch self {
    case .broadcastsTarget: BroadcastLoss(right: right)
    case .sumsLoss: SummedLoss(right: right)
    case .softmaxesOutput: SoftmaxedLoss(right: right)
    default: right
    }
  }
}

/// A loss that hands another one something else than it ought to get; it takes the same shapes.
protocol MistakenLoss: Loss {
  var right: any Loss { get }
}

extension MistakenLoss {
  func check(output: [Int], target: ActivationShape) throws(ShapeProblem) {
    try right.check(output: output, target: target)
  }
}

/// A loss whose target has lost its last dimension, so that PyTorch holds every output against every
/// row's target: [rows, 1] against [rows] is [rows, rows].
///
/// PyTorch warns of it, and goes on, for the losses of `mse_loss` and its like.
final class BroadcastLoss: MistakenLoss {
  let right: any Loss

  init(right: any Loss) { self.right = right }

  func lossAndGradient(
    output: Tensor, target: Activation, weight: Double
  ) throws(EngineError) -> (loss: Float, dOutput: Tensor) {
    guard case .numbers(let numbers) = target, numbers.count == output.count else {
      throw .invalidInput(
        .lossShapes(.broadcastValues, output: output.shape, target: target.shape))
    }
    let rows = output.count
    let (x, y) = (output.array, numbers.array)
    // PyTorch: expanded[i, j] = output[i, 0] and target[j].
    let expanded = Tensor(
      shape: [rows, rows], values: x.flatMap { value in repeatElement(value, count: rows) })
    let targets = Tensor(shape: [rows, rows], values: (0..<rows).flatMap { _ in y })
    let (value, slopes) = try right.lossAndGradient(
      output: expanded, target: .numbers(targets), weight: weight)
    let dOutput = Tensor(
      shape: output.shape,
      values: (0..<rows).map { row in
        Float((0..<rows).reduce(0.0) { $0 + Double(slopes.values[row * rows + $1]) })
      })
    return (value, dOutput)
  }
}

/// The sum over a batch's rows, of a loss that is their mean.
final class SummedLoss: MistakenLoss {
  let right: any Loss

  init(right: any Loss) { self.right = right }

  func lossAndGradient(
    output: Tensor, target: Activation, weight: Double
  ) throws(EngineError) -> (loss: Float, dOutput: Tensor) {
    let rows = output.shape[0]
    let (mean, dOutput) = try right.lossAndGradient(
      output: output, target: target, weight: weight * Double(rows))
    return (mean * Float(rows), dOutput)
  }
}

/// A loss that is given the softmax of an output [rows, classes].
final class SoftmaxedLoss: MistakenLoss {
  let right: any Loss

  init(right: any Loss) { self.right = right }

  func lossAndGradient(
    output: Tensor, target: Activation, weight: Double
  ) throws(EngineError) -> (loss: Float, dOutput: Tensor) {
    let classes = output.shape.last ?? 1
    let shares = output.array.slices(of: classes).flatMap { row -> [Double] in
      let largest = row.max() ?? 0
      let powers = row.map { Elementary.exp(Double($0 - largest)) }
      let total = powers.reduce(0, +)
      return powers.map { $0 / total }
    }
    let (value, slopes) = try right.lossAndGradient(
      output: Tensor(shape: output.shape, values: shares.map { Float($0) }), target: target,
      weight: weight)
    // d x_i = p_i (d p_i - sum of d p_j p_j), row by row.
    let pairs = zip(shares, slopes.array).map { ($0, Double($1)) }
    let gradients = pairs.slices(of: classes).flatMap { row -> [Float] in
      let mean = row.reduce(0.0) { $0 + $1.0 * $1.1 }
      return row.map { Float($0.0 * ($0.1 - mean)) }
    }
    return (value, Tensor(shape: output.shape, values: gradients))
  }
}

extension Array {
  /// The array cut into pieces of a length that divides its own.
  fileprivate func slices(of length: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: length).map { self[$0..<Swift.min(count, $0 + length)] }
  }
}

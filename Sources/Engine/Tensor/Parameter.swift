/// A tensor that an optimizer may change, under the name PyTorch gives it.
public final class Parameter {
  /// Such as `encoder.layer.0.attention.self.query.weight`, within its own model.
  public let name: String
  /// The extent of each dimension, outermost first.
  public let shape: [Int]
  /// Zeros until something else is put there; takes memory from its first use on, so that a plan may
  /// ask a model of any size for its shapes.
  public private(set) lazy var value = Tensor(shape: shape)
  /// The sum of what backward passes have left since the last zeroing, `nil` before the first and
  /// while frozen.
  public var gradient: Tensor?
  /// PyTorch's `requires_grad`: a parameter without it gets no gradient and is never changed.
  public var requiresGradient = true
  /// How often ``value`` has been changed: what was computed from it holds as long as this stays.
  public internal(set) var version = 0
  /// The memory of the last gradient: a training uses it again for the next.
  private var gradientMemory: Tensor?
  /// The value as products read it, see ``operand``.
  let packed = PackedWeight()
  let packedTransposed = PackedWeight()

  /// A parameter that takes over a tensor of values, such as one of a weight file.
  public init(name: String, value: Tensor) {
    (self.name, shape) = (name, value.shape)
    self.value = value
  }

  /// A parameter of zeros.
  public init(_ name: String, shape: [Int]) { (self.name, self.shape) = (name, shape) }

  /// Fills the parameter: what was computed from its value until now holds no longer.
  func fill(_ next: () -> Float) {
    for i in value.values.indices { value.values[i] = next() }
    version += 1
  }

  /// The memory for a gradient, and whether a backward pass adds to what is in it or writes over
  /// it: the first pass after a zeroing writes over whatever an earlier step has left.
  func gradientToWrite() -> (tensor: Tensor, MatrixMultiply.Accumulation) {
    if let gradient { return (gradient, .add) }
    let memory = gradientMemory ?? Tensor(shape: value.shape)
    gradientMemory = memory
    gradient = memory
    return (memory, .overwrite)
  }

  /// The gradient with 0 wherever no backward pass has left anything yet.
  func gradientToAddTo() -> Tensor {
    let (tensor, accumulation) = gradientToWrite()
    if accumulation == .overwrite { tensor.values.update(repeating: 0) }
    return tensor
  }
}

extension Parameter {
  /// Puts values back that the parameter had before.
  ///
  /// What was computed from the values until now holds no longer.
  public func restore(_ saved: Tensor) {
    precondition(saved.shape == value.shape, "\(name): \(saved.shape) into \(value.shape)")
    _ = value.values.update(from: saved.values)
    version += 1
    gradient = nil
  }
}

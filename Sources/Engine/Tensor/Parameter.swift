/// A tensor that an optimizer may change, under the name PyTorch gives it.
public final class Parameter {
  /// Such as `encoder.layer.0.attention.self.query.weight`, within its own model.
  public let name: String
  public let value: Tensor
  /// The gradient of the last backward pass, `nil` before the first and while frozen.
  public var gradient: Tensor?
  /// PyTorch's `requires_grad`: a parameter without it gets no gradient and is never changed.
  public var requiresGradient = true
  /// How often an optimizer has changed ``value``: what was computed from it holds as long as
  /// this stays.
  public internal(set) var version = 0

  public init(name: String, value: Tensor) {
    self.name = name
    self.value = value
  }
}

/// What the backward pass of a layer normalization needs of a forward pass over some rows.
public struct NormalizedRows {
  /// The rows before scaling and shifting, [rows, columns].
  public var normalized: UnsafeMutablePointer<Float>
  /// Each row's 1 / √(variance + ε), [rows].
  public var inverse: UnsafeMutablePointer<Float>

  public init(normalized: UnsafeMutablePointer<Float>, inverse: UnsafeMutablePointer<Float>) {
    (self.normalized, self.inverse) = (normalized, inverse)
  }
}

/// The learned weights of a layer normalization.
public struct NormWeights {
  /// [columns] each.
  public var weight, bias: UnsafePointer<Float>
  /// ε, what is added to a row's variance before the root.
  public var epsilon: Float

  public init(weight: UnsafePointer<Float>, bias: UnsafePointer<Float>, epsilon: Float) {
    (self.weight, self.bias, self.epsilon) = (weight, bias, epsilon)
  }
}

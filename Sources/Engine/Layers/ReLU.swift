/// The rectifier, max(x, 0).
enum ReLU {
  /// Replaces negative values by 0.
  static func forward(_ values: Tensor) {
    for i in values.values.indices where values.values[i] < 0 { values.values[i] = 0 }
  }

  /// Sets the gradient to 0 where the forward pass put out 0.
  ///
  /// In the forward pass this was: y = max(x, 0).
  static func backward(_ dValues: Tensor, output: Tensor) {
    for i in dValues.values.indices where output.values[i] <= 0 { dValues.values[i] = 0 }
  }
}

/// The rectifier, max(x, 0).
enum ReLU {
  /// Replaces negative values by 0.
  static func forward(_ values: UnsafeMutablePointer<Float>, count: Int) {
    for i in 0..<count where values[i] < 0 { values[i] = 0 }
  }

  /// Sets the gradient to 0 where the forward pass put out 0.
  ///
  /// In the forward pass this was: y = max(x, 0).
  static func backward(
    _ dValues: UnsafeMutablePointer<Float>, output: UnsafePointer<Float>, count: Int
  ) {
    for i in 0..<count where output[i] <= 0 { dValues[i] = 0 }
  }
}

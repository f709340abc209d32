/// Mean and variance (the biased one) of some values, in double precision.
struct Moments {
  let mean, variance: Double
  /// 1 / √(variance + ε).
  let inverse: Double

  init(mean: Double, variance: Double, _ epsilon: Double) {
    (self.mean, self.variance) = (mean, variance)
    inverse = 1 / (variance + epsilon).squareRoot()
  }

  /// From the sums of n values and of their squares.
  ///
  /// In double precision the difference of the two loses nothing that single precision could show,
  /// unless the values differ in their last digits alone.
  init(sum: Double, squares: Double, count: Int, _ epsilon: Double) {
    let mean = sum / Double(count)
    self.init(mean: mean, variance: max(0, squares / Double(count) - mean * mean), epsilon)
  }
}

/// Normally distributed numbers by Box and Muller's method, in PyTorch's two ways.
///
/// PyTorch takes sine, cosine and logarithm from whatever library it was built with, so its last bits
/// differ from machine to machine; these do not.
/// Source: PyTorch, `aten/src/ATen/native/cpu/DistributionTemplates.h`, `normal_fill`, and
/// `core/DistributionsHelper.h`, `normal_distribution`.
extension TorchGenerator {
  /// `torch.empty(count).normal_()`: mean 0, deviation 1.
  public func normal(_ count: Int) -> [Float] { normal(count, mean: 0, deviation: 1) }

  /// `torch.empty(count).normal_(mean, deviation)`: fewer than 16 are scaled in double precision, others
  /// in single, rounded once.
  public func normal(_ count: Int, mean: Double, deviation: Double) -> [Float] {
    guard count >= 16 else { return normalOneByOne(count, mean, deviation) }
    let values = normalInGroups(count)
    if mean == 0, deviation == 1 { return values }
    return values.map { Float(mean).addingProduct($0, Float(deviation)) }
  }

  /// Fewer than 16: two uniforms of 53 bits give two numbers, the second of which waits for its turn.
  private func normalOneByOne(_ count: Int, _ mean: Double, _ deviation: Double) -> [Float] {
    (0..<count).map { _ in
      if let waiting = spareNormal {
        spareNormal = nil
        return Float(waiting * deviation + mean)
      }
      let angle = uniform53()
      let radius = (-2 * Elementary.log(1 - uniform53())).squareRoot()
      let (sine, cosine) = Elementary.sineAndCosine(turns: angle)
      spareNormal = radius * sine
      return Float(radius * cosine * deviation + mean)
    }
  }

  /// 16 or more: all uniforms of 24 bits first, then in groups of 16 each of the first eight with the
  /// one eight places on; where the count is no multiple of 16, the last 16 are drawn anew.
  private func normalInGroups(_ count: Int) -> [Float] {
    var values = (0..<count).map { _ in uniform(0, 1) }
    for start in stride(from: 0, through: count - 16, by: 16) { transform(&values, at: start) }
    if count % 16 != 0 {
      for i in count - 16..<count { values[i] = uniform(0, 1) }
      transform(&values, at: count - 16)
    }
    return values
  }

  private func transform(_ values: inout [Float], at start: Int) {
    for j in start..<start + 8 {
      let radius = (-2 * Elementary.log(Double(1 - values[j]))).squareRoot()
      let (sine, cosine) = Elementary.sineAndCosine(turns: Double(values[j + 8]))
      values[j] = Float(radius * cosine)
      values[j + 8] = Float(radius * sine)
    }
  }

  private func uniform53() -> Double {
    Double(random64() & 0x1F_FFFF_FFFF_FFFF) * 0x1p-53
  }

  /// `torch.randint(low, high)` for ranges below 2^32.
  public func integer(from low: Int, below high: Int) -> Int {
    low + Int(engine.next()) % (high - low)
  }
}

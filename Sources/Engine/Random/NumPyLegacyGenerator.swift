/// `numpy.random.RandomState(seed)`, which scikit-learn's `random_state` is: mt19937.
///
/// Source: NumPy, `mtrand.pyx` (`shuffle`) and `distributions.c` (`random_interval`).
public struct NumPyLegacyGenerator: Sendable {
  private var engine: MersenneTwister

  /// The stream of a seed below 2^32.
  public init(seed: Int) { engine = MersenneTwister(seed: UInt32(truncatingIfNeeded: seed)) }

  /// `permutation(n)`: Fisher and Yates with masked rejection.
  public mutating func permutation(_ n: Int) -> [Int] {
    var order = Array(0..<n)
    guard n > 1 else { return order }
    for i in stride(from: n - 1, to: 0, by: -1) {
      let mask = UInt32.max >> UInt32(UInt32(i).leadingZeroBitCount)
      var j = engine.next() & mask
      while j > UInt32(i) { j = engine.next() & mask }
      order.swapAt(i, Int(j))
    }
    return order
  }
}

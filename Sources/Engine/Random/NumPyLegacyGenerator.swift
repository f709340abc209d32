/// `numpy.random.RandomState(seed)`, which scikit-learn's `random_state` is: mt19937.
///
/// Source: NumPy, `mtrand.pyx` (`shuffle`), `distributions.c` (`random_interval`) and
/// `legacy-distributions.c` (`legacy_gauss`).
public struct NumPyLegacyGenerator: Sendable {
  private var engine: MersenneTwister
  /// The second of two normal numbers, which waits for its turn.
  private var spare: Double?

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

  /// `standard_normal()`: the polar method, which makes two numbers at a time.
  public mutating func normal() -> Double {
    if let waiting = spare {
      spare = nil
      return waiting
    }
    var (x, y, square) = (0.0, 0.0, 0.0)
    repeat {
      x = 2 * uniform() - 1
      y = 2 * uniform() - 1
      square = x * x + y * y
    } while square >= 1 || square == 0
    let factor = (-2 * Elementary.log(square) / square).squareRoot()
    spare = factor * x
    return factor * y
  }

  /// 53 bits from 0 to 1, of two words: 27 of the first and 26 of the second.
  private mutating func uniform() -> Double {
    let high = Double(engine.next() >> 5)
    return (high * 0x1p26 + Double(engine.next() >> 6)) * 0x1p-53
  }
}

@testable import Engine

/// Repeatable numbers in (-1, 1).
struct Samples {
  private var engine: MersenneTwister

  init(_ seed: UInt32) { engine = MersenneTwister(seed: seed) }

  mutating func floats(_ count: Int, scale: Float = 1) -> [Float] {
    (0..<count).map { _ in (Float(engine.next() >> 8) * 0x1p-23 - 1) * scale }
  }

  mutating func tensor(_ shape: [Int], scale: Float = 1) -> Tensor {
    Tensor(shape: shape, values: floats(shape.reduce(1, *), scale: scale))
  }
}

/// The largest absolute difference between two lists of the same length; infinite where one is NaN
/// or the lengths differ.
func largestDifference(_ left: [Float], _ right: [Double]) -> Double {
  guard left.count == right.count else { return .infinity }
  return zip(left, right).reduce(0) { largest, pair in
    let difference = abs(Double(pair.0) - pair.1)
    return difference.isNaN ? .infinity : max(largest, difference)
  }
}

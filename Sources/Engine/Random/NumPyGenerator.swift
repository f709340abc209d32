/// `numpy.random.default_rng(seed)`: PCG64 seeded through SeedSequence.
///
/// Used for one thing, the permutation that `datasets.Dataset.shuffle(seed)` applies. Sources:
/// O'Neill, "PCG" (2014), XSL-RR 128/64; NumPy, `bit_generator.pyx` and `distributions.c`.
public struct NumPyGenerator: Sendable {
  private static let multiplier: UInt128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645

  private var state: UInt128 = 0
  private let increment: UInt128
  /// The high half of a 64-bit output whose low half has been handed out.
  private var spare: UInt32?

  /// The stream of a seed that is not negative.
  public init(seed: Int) {
    let words = SeedSequence(seed: UInt64(seed.magnitude)).words(8).map(UInt64.init)
    let halves = (0..<4).map { words[2 * $0] | words[2 * $0 + 1] << 32 }
    increment = (UInt128(halves[2]) << 64 | UInt128(halves[3])) << 1 | 1
    step()
    state &+= UInt128(halves[0]) << 64 | UInt128(halves[1])
    step()
  }

  /// `Generator.permutation(n)`: Fisher and Yates with masked rejection.
  public mutating func permutation(_ n: Int) -> [Int] {
    var order = Array(0..<n)
    guard n > 1 else { return order }
    for i in stride(from: n - 1, to: 0, by: -1) {
      let mask = UInt32.max >> UInt32(UInt32(i).leadingZeroBitCount)
      var j = next32() & mask
      while j > UInt32(i) { j = next32() & mask }
      order.swapAt(i, Int(j))
    }
    return order
  }

  private mutating func step() {
    state = state &* Self.multiplier &+ increment
  }

  /// 32 bits: the low half of an output first, its high half on the next call.
  private mutating func next32() -> UInt32 {
    if let half = spare {
      spare = nil
      return half
    }
    step()
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let turn = UInt64(truncatingIfNeeded: state >> 122)
    let output = folded >> turn | folded << ((64 &- turn) & 63)
    spare = UInt32(truncatingIfNeeded: output >> 32)
    return UInt32(truncatingIfNeeded: output)
  }
}

/// NumPy's SeedSequence for a seed of at most 64 bits: a hash that spreads it over a pool.
private struct SeedSequence {
  private var pool: [UInt32]

  init(seed: UInt64) {
    var entropy = [UInt32(truncatingIfNeeded: seed)]
    if seed >> 32 != 0 { entropy.append(UInt32(truncatingIfNeeded: seed >> 32)) }
    var factor: UInt32 = 0x43B0_D7E5
    func hash(_ word: UInt32) -> UInt32 {
      var value = word ^ factor
      factor &*= 0x931E_8875
      value &*= factor
      return value ^ value >> 16
    }
    func mix(_ x: UInt32, _ y: UInt32) -> UInt32 {
      let value = 0xCA01_F9DD &* x &- 0x4973_F715 &* y
      return value ^ value >> 16
    }
    pool = (0..<4).map { hash($0 < entropy.count ? entropy[$0] : 0) }
    for source in 0..<4 {
      for target in 0..<4 where target != source {
        pool[target] = mix(pool[target], hash(pool[source]))
      }
    }
  }

  /// `generate_state(count)`, 32-bit words.
  func words(_ count: Int) -> [UInt32] {
    var factor: UInt32 = 0x8B51_F9DD
    return (0..<count).map { i in
      var value = pool[i % 4] ^ factor
      factor &*= 0x58F3_8DED
      value &*= factor
      return value ^ value >> 16
    }
  }
}

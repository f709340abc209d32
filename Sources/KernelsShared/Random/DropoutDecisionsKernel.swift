extension VectorKernels {
  public static func decideDropout(
    _ words: UnsafePointer<UInt32>, columns: Int, limit: UInt64,
    into groups: UnsafeMutablePointer<SIMD16<UInt32>>
  ) {
    let limitHigh = SIMD16(repeating: UInt32(truncatingIfNeeded: limit &>> 32))
    let limitLow = UInt32(truncatingIfNeeded: limit)
    let low21 = SIMD16<UInt32>(repeating: 0x1F_FFFF)
    let vectors = (columns &+ 15) / 16
    var first = 0
    while first < vectors {
      var kept = SIMD16<UInt32>(repeating: 0)
      var undecided = SIMD16<UInt32>(repeating: 0)
      let count = vectors &- first < 32 ? vectors &- first : 32
      var bit = 0
      while bit < count {
        let pairs = UnsafeRawPointer(words + 32 &* (first &+ bit))
          .loadUnaligned(as: SIMD32<UInt32>.self)
        let high = temper(pairs.evenHalf) & low21
        let place = SIMD16(repeating: UInt32(truncatingIfNeeded: bit))
        // Both below 2^31, so the sign of a difference is a comparison.
        kept |= ((high &- limitHigh) &>> 31) &<< place
        undecided |= (((high ^ limitHigh) &- 1) &>> 31) &<< place
        bit &+= 1
      }
      if undecided != SIMD16(repeating: 0) {
        decide(undecided, count, limitLow, into: &kept, words: words + 32 &* first)
      }
      groups[first / 32] = kept
      first &+= 32
    }
  }

  /// Sets the bits of a group's elements whose first output equals the limit's, by their second.
  private static func decide(
    _ undecided: SIMD16<UInt32>, _ count: Int, _ limitLow: UInt32,
    into kept: inout SIMD16<UInt32>, words: UnsafePointer<UInt32>
  ) {
    var lane = 0
    while lane < 16 {
      var bit = 0
      while bit < count {
        let place = UInt32(truncatingIfNeeded: bit)
        if undecided[lane] &>> place & 1 == 1 {
          let low = temper(SIMD16(repeating: words[2 &* (16 &* bit &+ lane) &+ 1]))[0]
          if low < limitLow { kept[lane] |= 1 &<< place }
        }
        bit &+= 1
      }
      lane &+= 1
    }
  }

  /// Words of a Mersenne Twister's state as outputs.
  @inline(__always)
  private static func temper(_ words: SIMD16<UInt32>) -> SIMD16<UInt32> {
    var y = words
    y ^= y &>> 11
    y ^= (y &<< 7) & SIMD16(repeating: 0x9D2C_5680)
    y ^= (y &<< 15) & SIMD16(repeating: 0xEFC6_0000)
    return y ^ (y &>> 18)
  }
}

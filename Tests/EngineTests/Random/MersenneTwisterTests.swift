import Testing

@testable import Engine

@Suite struct MersenneTwisterTests {
  /// The check value of the C++ standard: the 10,000th output of `mt19937` with its default seed.
  @Test func reachesTheStandardsCheckValue() {
    var engine = MersenneTwister(seed: 5489)
    engine.skip(9999)
    #expect(engine.next() == 4_123_659_995)
  }

  @Test(arguments: [0, 1, 3, 226, 227, 396, 397, 623, 624, 625, 1248, 5000])
  func skipsAsFarAsItDraws(count: Int) {
    var skipped = MersenneTwister(seed: 42)
    var drawn = MersenneTwister(seed: 42)
    skipped.skip(count)
    for _ in 0..<count { _ = drawn.next() }
    for _ in 0..<700 { #expect(skipped.next() == drawn.next()) }
  }

  @Test func copiesTheWordsThatItWouldTemper() {
    var copied = MersenneTwister(seed: 7)
    var drawn = MersenneTwister(seed: 7)
    copied.skip(600)
    drawn.skip(600)
    var words = [UInt32](repeating: 0, count: 1300)
    words.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { copied.copyWords(1300, to: start) }
    }
    #expect(words.map(MersenneTwister.temper) == (0..<1300).map { _ in drawn.next() })
    #expect(copied.next() == drawn.next())
  }
}

/// The generator behind `torch.manual_seed`: mt19937 (Matsumoto and Nishimura, 1998), whose state
/// of 624 words is advanced a whole block at a time.
///
/// Words of the state become outputs by tempering. Advancing and tempering are apart here because
/// most of what a dropout layer draws belongs to padding: those words are passed over untempered.
public struct MersenneTwister: Sendable {
  /// Words in a block.
  public static let blockSize = 624
  private static let shift = 397

  /// The current block, untempered.
  private(set) var words: [UInt32]
  /// The next word of the block to hand out; `blockSize` when the block is used up.
  private(set) var position: Int

  /// The stream of a seed, of which mt19937 takes the low 32 bits.
  public init(seed: UInt32) {
    words = [UInt32](repeating: 0, count: Self.blockSize)
    words[0] = seed
    for j in 1..<Self.blockSize {
      words[j] = 1_812_433_253 &* (words[j - 1] ^ (words[j - 1] >> 30)) &+ UInt32(j)
    }
    position = Self.blockSize
  }

  /// A stream in the middle.
  init(words: [UInt32], position: Int) {
    precondition(words.count == Self.blockSize && (0...Self.blockSize).contains(position))
    (self.words, self.position) = (words, position)
  }

  /// The next 32-bit output.
  public mutating func next() -> UInt32 {
    if position == Self.blockSize { advanceBlock() }
    defer { position += 1 }
    return Self.temper(words[position])
  }

  /// Passes over some outputs.
  public mutating func skip(_ count: Int) {
    var remaining = count
    while remaining > 0 {
      if position == Self.blockSize { advanceBlock() }
      let step = min(remaining, Self.blockSize - position)
      position += step
      remaining -= step
    }
  }

  /// Copies the next `count` words, untempered, to `destination`.
  public mutating func copyWords(_ count: Int, to destination: UnsafeMutablePointer<UInt32>) {
    var copied = 0
    while copied < count {
      if position == Self.blockSize { advanceBlock() }
      let step = min(count - copied, Self.blockSize - position)
      words.withUnsafeBufferPointer { words in
        guard let start = words.baseAddress else { return }
        (destination + copied).update(from: start + position, count: step)
      }
      position += step
      copied += step
    }
  }

  /// One word of state as an output.
  @inline(__always)
  static func temper(_ word: UInt32) -> UInt32 {
    var y = word
    y ^= y >> 11
    y ^= (y << 7) & 0x9D2C_5680
    y ^= (y << 15) & 0xEFC6_0000
    return y ^ (y >> 18)
  }

  /// Replaces the block by its successor.
  private mutating func advanceBlock() {
    words.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { kernels.twist(start) }
    }
    position = 0
  }
}

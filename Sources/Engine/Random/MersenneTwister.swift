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

  /// Eight words of state as outputs.
  @inline(__always)
  static func temper(_ words: SIMD8<UInt32>) -> SIMD8<UInt32> {
    var y = words
    y ^= y &>> 11
    y ^= (y &<< 7) & SIMD8(repeating: 0x9D2C_5680)
    y ^= (y &<< 15) & SIMD8(repeating: 0xEFC6_0000)
    return y ^ (y &>> 18)
  }

  /// Replaces the block by its successor: word k from words k, k+1 and k+397 of the sequence.
  ///
  /// Sixteen at a time: a vector of words k ..< k+16 needs nothing that it overwrites, since the
  /// nearest new word it depends on lies 227 back. (Sixteen and not eight, because the compiler then
  /// loads both neighbours instead of shuffling one out of the other: twice as fast.)
  private mutating func advanceBlock() {
    let size = Self.blockSize
    let shift = Self.shift
    words.withUnsafeMutableBufferPointer { buffer in
      guard let s = buffer.baseAddress else { return }
      var k = 0
      while k &+ 16 <= size &- shift {
        store(twist(s + k) ^ load(s + k + shift), to: s + k)
        k &+= 16
      }
      while k < size &- shift {
        s[k] = s[k &+ shift] ^ twist(s[k], s[k &+ 1])
        k &+= 1
      }
      let back = size &- shift
      while k &+ 16 <= size &- 1 {
        store(twist(s + k) ^ load(s + k - back), to: s + k)
        k &+= 16
      }
      while k < size &- 1 {
        s[k] = s[k &- back] ^ twist(s[k], s[k &+ 1])
        k &+= 1
      }
      s[k] = s[k &- back] ^ twist(s[k], s[0])
    }
    position = 0
  }
}

@inline(__always)
private func load(_ pointer: UnsafePointer<UInt32>) -> SIMD16<UInt32> {
  UnsafeRawPointer(pointer).loadUnaligned(as: SIMD16<UInt32>.self)
}

@inline(__always)
private func store(_ value: SIMD16<UInt32>, to pointer: UnsafeMutablePointer<UInt32>) {
  UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: SIMD16<UInt32>.self)
}

@inline(__always)
private func twist(_ upper: UInt32, _ lower: UInt32) -> UInt32 {
  let y = (upper & 0x8000_0000) | (lower & 0x7FFF_FFFF)
  // No branch on the lowest bit: it would be guessed wrong every other time.
  return (y >> 1) ^ ((0 &- (lower & 1)) & 0x9908_B0DF)
}

/// The twist of sixteen neighbouring pairs of words.
@inline(__always)
private func twist(_ s: UnsafePointer<UInt32>) -> SIMD16<UInt32> {
  let upper = load(s)
  let lower = load(s + 1)
  let y = (upper & SIMD16(repeating: 0x8000_0000)) | (lower & SIMD16(repeating: 0x7FFF_FFFF))
  // All ones where the lowest bit is set: the matrix constant without a branch or a product.
  let odd = SIMD16<UInt32>(repeating: 0) &- (lower & SIMD16(repeating: 1))
  return (y &>> 1) ^ (odd & SIMD16(repeating: 0x9908_B0DF))
}

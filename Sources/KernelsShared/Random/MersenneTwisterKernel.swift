/// mt19937 (Matsumoto and Nishimura, 1998), sixteen words at a time.
extension VectorKernels {
  /// Word k of the next block is made of words k, k+1 and k+397 of the sequence.
  ///
  /// A vector of words k ..< k+16 needs nothing that it overwrites, since the nearest new word it
  /// depends on lies 227 back.
  public static func twist(_ state: UnsafeMutablePointer<UInt32>) {
    let (size, shift) = (624, 397)
    var k = 0
    while k &+ 16 <= size &- shift {
      store(twisted(state + k) ^ load(state + k + shift), to: state + k)
      k &+= 16
    }
    while k < size &- shift {
      state[k] = state[k &+ shift] ^ twisted(state[k], state[k &+ 1])
      k &+= 1
    }
    let back = size &- shift
    while k &+ 16 <= size &- 1 {
      store(twisted(state + k) ^ load(state + k - back), to: state + k)
      k &+= 16
    }
    while k < size &- 1 {
      state[k] = state[k &- back] ^ twisted(state[k], state[k &+ 1])
      k &+= 1
    }
    state[k] = state[k &- back] ^ twisted(state[k], state[0])
  }

  @inline(__always)
  private static func twisted(_ upper: UInt32, _ lower: UInt32) -> UInt32 {
    let y = (upper & 0x8000_0000) | (lower & 0x7FFF_FFFF)
    // No branch on the lowest bit: it would be guessed wrong every other time.
    return (y >> 1) ^ ((0 &- (lower & 1)) & 0x9908_B0DF)
  }

  /// Of sixteen neighbouring pairs of words.
  @inline(__always)
  private static func twisted(_ s: UnsafePointer<UInt32>) -> SIMD16<UInt32> {
    let upper = load(s)
    let lower = load(s + 1)
    let y = (upper & SIMD16(repeating: 0x8000_0000)) | (lower & SIMD16(repeating: 0x7FFF_FFFF))
    // All ones where the lowest bit is set: the matrix constant without a branch or a product.
    let odd = SIMD16<UInt32>(repeating: 0) &- (lower & SIMD16(repeating: 1))
    return (y &>> 1) ^ (odd & SIMD16(repeating: 0x9908_B0DF))
  }

  @inline(__always)
  private static func load(_ pointer: UnsafePointer<UInt32>) -> SIMD16<UInt32> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD16<UInt32>.self)
  }

  @inline(__always)
  private static func store(
    _ value: SIMD16<UInt32>, to pointer: UnsafeMutablePointer<UInt32>
  ) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: SIMD16<UInt32>.self)
  }
}

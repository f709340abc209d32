/// Which elements dropout keeps, for rows of one tensor: one bit an element.
///
/// The bits of a row lie in groups of 256 elements, eight words of 32 bits a group: element
/// `8 * j + lane` of a group is bit `j` of word `lane`. So eight neighbouring elements are one shift
/// and one mask of a vector, both when the bits are made and when they are used.
struct DropoutMask {
  static let elementsPerGroup = 256

  /// Elements a row.
  private(set) var columns = 0
  /// Vectors a row.
  private(set) var groupsPerRow = 0
  private var groups: [SIMD8<UInt32>] = []

  /// Makes room for rows of some length, keeping the memory of an earlier use.
  mutating func reshape(rows: Int, columns: Int) {
    self.columns = columns
    groupsPerRow = (columns + Self.elementsPerGroup - 1) / Self.elementsPerGroup
    let needed = rows * groupsPerRow
    if groups.count < needed {
      groups.append(
        contentsOf: repeatElement(SIMD8(repeating: 0), count: needed - groups.count))
    }
  }

  /// The groups of one row.
  @inline(__always)
  func withRow<Result>(_ row: Int, _ body: (UnsafePointer<SIMD8<UInt32>>) -> Result) -> Result? {
    groups.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { body($0 + row * groupsPerRow) }
    }
  }

  /// Writes one row.
  @inline(__always)
  mutating func setRow(_ row: Int, _ body: (UnsafeMutablePointer<SIMD8<UInt32>>) -> Void) {
    groups.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { body(start + row * groupsPerRow) }
    }
  }
}

/// Draws PyTorch's dropout decisions: for each element one `random64()`, kept where
/// `(random64() & (2^53 - 1)) * 2^-53 < 1 - p`.
///
/// In whole numbers: with `a` the low 21 bits of the first word and `b` the second word, kept where
/// `a * 2^32 + b < (1 - p) * 2^53`. The first word decides but for one element in two million.
struct DropoutSampler {
  private let limitHigh: UInt32
  private let limitLow: UInt32
  /// Raw words of the row in hand, two an element, with room to read past the end.
  private var words: [UInt32]

  /// A sampler of rows of at most `maxColumns` elements, for a dropout probability 0 < p < 1.
  init(probability p: Double, maxColumns: Int) {
    // The smallest whole number that is not kept: exact, since scaling by 2^53 is.
    let limit = UInt64(((1 - p) * 0x1p53).rounded(.up))
    limitHigh = UInt32(truncatingIfNeeded: limit >> 32)
    limitLow = UInt32(truncatingIfNeeded: limit)
    words = [UInt32](repeating: 0, count: 2 * maxColumns + 16)
  }

  /// Draws `columns` decisions into one row of a mask; bits past the row's end are undefined.
  mutating func drawRow(
    _ columns: Int, from engine: inout MersenneTwister,
    into groups: UnsafeMutablePointer<SIMD8<UInt32>>
  ) {
    let limitHigh = self.limitHigh
    let limitLow = self.limitLow
    words.withUnsafeMutableBufferPointer { buffer in
      guard let words = buffer.baseAddress else { return }
      engine.copyWords(2 * columns, to: words)
      let low21 = SIMD8<UInt32>(repeating: 0x1F_FFFF)
      let limit = SIMD8<UInt32>(repeating: limitHigh)
      let vectors = (columns + 7) / 8
      for first in stride(from: 0, to: vectors, by: 32) {
        var kept = SIMD8<UInt32>(repeating: 0)
        var undecided = SIMD8<UInt32>(repeating: 0)
        for bit in 0..<min(32, vectors - first) {
          let pairs = UnsafeRawPointer(words + 16 * (first + bit))
            .loadUnaligned(as: SIMD16<UInt32>.self)
          let high = MersenneTwister.temper(pairs.evenHalf) & low21
          // Both below 2^31, so the sign of a difference is a comparison.
          kept |= ((high &- limit) &>> 31) &<< UInt32(bit)
          undecided |= (((high ^ limit) &- 1) &>> 31) &<< UInt32(bit)
        }
        if undecided != SIMD8(repeating: 0) {
          Self.decide(undecided, limitLow: limitLow, into: &kept, words: words + 16 * first)
        }
        groups[first / 32] = kept
      }
    }
  }

  /// Sets the bits of a group's elements whose first word equals the limit's, by their second word.
  private static func decide(
    _ undecided: SIMD8<UInt32>, limitLow: UInt32, into kept: inout SIMD8<UInt32>,
    words: UnsafePointer<UInt32>
  ) {
    for lane in 0..<8 {
      for bit in 0..<32 where undecided[lane] >> UInt32(bit) & 1 == 1 {
        let low = MersenneTwister.temper(words[2 * (8 * bit + lane) + 1])
        if low < limitLow { kept[lane] |= 1 << UInt32(bit) }
      }
    }
  }
}

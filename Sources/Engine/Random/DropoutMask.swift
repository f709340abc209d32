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
      let one = SIMD8<UInt32>(repeating: 1)
      let vectors = (columns + 7) / 8
      var group = SIMD8<UInt32>(repeating: 0)
      for vector in 0..<vectors {
        let pairs = UnsafeRawPointer(words + 16 * vector).loadUnaligned(as: SIMD16<UInt32>.self)
        let high = MersenneTwister.temper(pairs.evenHalf) & low21
        var kept = one.replacing(with: 0, where: high .>= limit)
        let undecided = high .== limit
        if any(undecided) {
          let low = MersenneTwister.temper(pairs.oddHalf)
          kept.replace(
            with: SIMD8<UInt32>(repeating: 0).replacing(
              with: 1, where: low .< SIMD8(repeating: limitLow)), where: undecided)
        }
        let bit = UInt32(vector % 32)
        group |= kept &<< SIMD8(repeating: bit)
        if bit == 31 {
          groups[vector / 32] = group
          group = SIMD8(repeating: 0)
        }
      }
      if vectors % 32 != 0 { groups[vectors / 32] = group }
    }
  }
}

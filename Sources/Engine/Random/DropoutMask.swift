import KernelInterface

/// Which elements dropout keeps, for rows of one tensor: one bit an element, in the order of
/// ``DropoutBits``.
struct DropoutMask {
  /// Elements a row.
  private(set) var columns = 0
  /// Groups of 512 elements a row.
  private(set) var groupsPerRow = 0
  private var memory: Memory?

  private final class Memory {
    let groups: UnsafeMutablePointer<SIMD16<UInt32>>
    let count: Int

    init(count: Int) {
      self.count = count
      groups = .allocate(capacity: max(1, count))
      groups.initialize(repeating: SIMD16(repeating: 0), count: max(1, count))
    }

    deinit { groups.deallocate() }
  }

  /// Makes room for rows of some length, keeping the memory of an earlier use.
  mutating func reshape(rows: Int, columns: Int) {
    self.columns = columns
    groupsPerRow = DropoutBits.groups(columns: columns)
    let needed = rows * groupsPerRow
    if let memory, memory.count >= needed, isKnownUniquelyReferenced(&self.memory) { return }
    memory = Memory(count: needed)
  }

  /// The groups of one row; valid as long as a copy of the mask is.
  func row(_ row: Int) -> UnsafeMutablePointer<SIMD16<UInt32>> {
    guard let memory else { preconditionFailure("a mask that was given no shape has no rows") }
    return memory.groups + row * groupsPerRow
  }
}

/// Draws PyTorch's dropout decisions: for each element one `random64()`, kept where
/// `(random64() & (2^53 - 1)) * 2^-53 < 1 - p`.
///
/// In whole numbers: with `a` the low 21 bits of the first word and `b` the second word, kept where
/// `a * 2^32 + b < (1 - p) * 2^53`. The first word decides but for one element in two million.
struct DropoutSampler {
  private let limit: UInt64
  /// Raw words of the current row, two an element, with room to read past the end.
  private var words: [UInt32]

  /// A sampler of rows of at most `maxColumns` elements, for a dropout probability 0 < p < 1.
  init(probability p: Double, maxColumns: Int) {
    // The smallest whole number that is not kept: exact, since scaling by 2^53 is.
    limit = UInt64(((1 - p) * 0x1p53).rounded(.up))
    words = [UInt32](repeating: 0, count: 2 * maxColumns + 32)
  }

  /// Draws `columns` decisions into one row of a mask; bits past the row's end are undefined.
  mutating func drawRow(
    _ columns: Int, from engine: inout MersenneTwister,
    into groups: UnsafeMutablePointer<SIMD16<UInt32>>
  ) {
    words.withUnsafeMutableBufferPointer { buffer in
      guard let words = buffer.baseAddress else { return }
      engine.copyWords(2 * columns, to: words)
      kernels.decideDropout(words, columns: columns, limit: limit, into: groups)
    }
  }
}

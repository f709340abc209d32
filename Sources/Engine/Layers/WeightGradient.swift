import KernelInterface

/// Sums over the rows of a batch, in one order that does not depend on who computes what.
///
/// Rows are cut into shards of ``shardRows``, the last of which may be shorter. Within a shard a sum
/// is what a product is (``MatrixProduct``). Shards are added in a binary tree: the sum of n shards is
/// that of the largest power of two below n, plus that of the rest. So a batch may be cut at the ends
/// of shards and computed apart, by threads, processes or machines, and gives the same bits.
enum WeightGradient {
  /// Rows of a shard: few enough for batches of long texts to have several, many enough for the
  /// additions to cost nothing.
  static let shardRows = 1024

  /// gradient [m, n] = Σ over rows of dOutputᵀ input, or that added to what the gradient holds.
  ///
  /// - Parameters:
  ///   - dOutput: [rows, m].
  ///   - input: [rows, n].
  static func run(
    _ dOutput: UnsafePointer<Float>, stride dStride: Int, _ input: UnsafePointer<Float>,
    stride inputStride: Int, rows: Int, m: Int, n: Int,
    into gradient: UnsafeMutablePointer<Float>, stride: Int,
    _ accumulation: MatrixMultiply.Accumulation
  ) {
    let shards = (rows + shardRows - 1) / shardRows
    tree(
      shards: shards, rows: m, columns: n, into: gradient, stride: stride, accumulation
    ) { shard, out, outStride in
      let first = shard * shardRows
      MatrixMultiply.transposedTimes(
        dOutput + first * dStride, rowStride: dStride, input + first * inputStride,
        rowStride: inputStride, into: out, rowStride: outStride, m: m, n: n,
        k: min(shardRows, rows - first))
    }
  }

  /// gradient [columns] = Σ of values [rows, columns] over the rows, or that added to the gradient.
  ///
  /// Within a shard the rows are added one after the other.
  static func sumRows(
    _ values: UnsafePointer<Float>, rows: Int, columns: Int,
    into gradient: UnsafeMutablePointer<Float>, _ accumulation: MatrixMultiply.Accumulation
  ) {
    let shards = (rows + shardRows - 1) / shardRows
    tree(
      shards: shards, rows: 1, columns: columns, into: gradient, stride: columns, accumulation
    ) { shard, out, _ in
      let first = shard * shardRows
      out.update(repeating: 0, count: columns)
      kernels.addRows(
        values + first * columns, rows: min(shardRows, rows - first), columns: columns, to: out)
    }
  }

  /// Adds up the results [rows, columns] of some shards in the tree.
  ///
  /// Shards come in order. A sum of 2ⁱ shards waits until its neighbour of the same size is there, as
  /// the digits of a binary counter do; so there are never more than log₂ of them at once.
  ///
  /// - Parameter compute: writes the result of a shard.
  static func tree(
    shards: Int, rows: Int, columns: Int, into output: UnsafeMutablePointer<Float>, stride: Int,
    _ accumulation: MatrixMultiply.Accumulation,
    compute: (_ shard: Int, _ out: UnsafeMutablePointer<Float>, _ stride: Int) -> Void
  ) {
    guard shards > 0 else {
      if accumulation == .overwrite {
        for row in 0..<rows { (output + row * stride).update(repeating: 0, count: columns) }
      }
      return
    }
    if shards == 1, accumulation == .overwrite { return compute(0, output, stride) }
    let count = rows * columns
    let levels = Int.bitWidth - shards.leadingZeroBitCount + 1
    withUnsafeTemporaryAllocation(of: Float.self, capacity: levels * count) { memory in
      guard let base = memory.baseAddress else { return }
      /// How many shards each waiting sum is made of, the oldest first.
      var waiting: [Int] = []
      func addLast() {
        let last = waiting.removeLast()
        waiting[waiting.count - 1] += last
        kernels.add(
          base + waiting.count * count, to: base + (waiting.count - 1) * count, count: count)
      }
      for shard in 0..<shards {
        compute(shard, base + waiting.count * count, columns)
        waiting.append(1)
        while waiting.count > 1, waiting[waiting.count - 2] == waiting.last { addLast() }
      }
      while waiting.count > 1 { addLast() }
      for row in 0..<rows {
        let (sum, out) = (base + row * columns, output + row * stride)
        switch accumulation {
        case .overwrite: out.update(from: sum, count: columns)
        case .add: kernels.add(sum, to: out, count: columns)
        }
      }
    }
  }
}

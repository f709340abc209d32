import Engine
import KernelInterface

/// The yardstick of the tables: how fast this machine multiplies matrices of the model's own shapes.
struct MatrixRate {
  let pool: WorkerPool
  let sizes: Sizes
  /// What multiplies in the place of the engine's kernels.
  var library: OpenBLAS?

  /// Rows, columns and inner size of a layer's products for a review of 275 tokens, with how often
  /// each occurs in a layer: query, key, value and output; feed-forward in and out.
  private static let shapes = [
    (m: 275, n: 384, k: 384, count: 4), (m: 275, n: 1536, k: 384, count: 1),
    (m: 275, n: 384, k: 1536, count: 1),
  ]

  /// Operations of one repetition.
  private var operations: Double {
    Self.shapes.reduce(0.0) { $0 + 2 * Double($1.m * $1.n * $1.k * $1.count) }
      * Double(sizes.rateLayers * pool.threads)
  }

  /// Operations a second, one call a core at once; the best of some repetitions, since whatever else
  /// the machine does can only slow it down.
  func measure() throws -> Double {
    var best = 0.0
    for _ in 0..<sizes.rateRepetitions { best = max(best, operations / (try seconds())) }
    return best
  }

  /// Does some work that measures the machine whenever it calls what it is given.
  ///
  /// A machine's clock changes, and on a server so does what its neighbours leave of it: taking turns,
  /// both are slowed down alike.
  ///
  /// - Returns: what the work returns, and the mean operations a second over all those times.
  func between<Outcome>(
    _ work: (_ measure: () throws -> Void) throws -> Outcome
  ) throws -> (outcome: Outcome, rate: Double) {
    var (samples, total) = (0.0, 0.0)
    let outcome = try work {
      total += try seconds()
      samples += 1
    }
    return (outcome, operations * samples / total)
  }

  /// One repetition.
  private func seconds() throws -> Double {
    try timed {
      try pool.forEach(count: pool.threads) { _, _ in
        for shape in Self.shapes {
          multiply(m: shape.m, n: shape.n, k: shape.k, times: shape.count * sizes.rateLayers)
        }
      }
    }
  }

  private func multiply(m: Int, n: Int, k: Int, times: Int) {
    let a = Tensor(shape: [m, k], values: [Float](repeating: 0.5, count: m * k))
    let b = Tensor(shape: [n, k], values: [Float](repeating: 0.25, count: n * k))
    let out = Tensor(shape: [m, n])
    guard let a = a.values.baseAddress, let b = b.values.baseAddress,
      let out = out.values.baseAddress
    else { return }
    let plain = MatrixProduct.Right.columns(b, stride: k)
    func product(_ b: MatrixProduct.Right) -> MatrixProduct {
      MatrixProduct(m: m, n: n, k: k, a: a, aStride: k, b: b, out: out, outStride: n)
    }
    if let library {
      for _ in 0..<times { library.multiply(product(plain)) }
    } else {
      // As in a layer, whose weights are packed once for all sequences.
      let packed = Tensor(shape: [kernels.packedCount(k: k, n: n)])
      guard let memory = packed.values.baseAddress else { return }
      kernels.pack(plain, k: k, n: n, into: memory)
      for _ in 0..<times { kernels.multiply(product(.packed(memory))) }
    }
  }
}

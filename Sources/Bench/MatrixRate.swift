import Engine

/// The yardstick of the table: how fast this machine multiplies matrices of the model's own shapes.
struct MatrixRate {
  /// Rows, columns and inner size of a layer's products for a review of 275 tokens, with how often
  /// each occurs in a layer: query, key, value and output; feed-forward in and out.
  private static let shapes = [
    (m: 275, n: 384, k: 384, count: 4), (m: 275, n: 1536, k: 384, count: 1),
    (m: 275, n: 384, k: 1536, count: 1),
  ]

  /// Operations a second, one call a core at once; the best of some repetitions, since whatever else
  /// the machine does can only slow it down.
  static func measure(pool: WorkerPool, repetitions: Int = 5) throws -> Double {
    var best = 0.0
    for _ in 0..<repetitions {
      let layers = 60
      let seconds = try timed {
        try pool.forEach(count: pool.threads) { _, _ in
          for shape in shapes {
            multiply(m: shape.m, n: shape.n, k: shape.k, times: shape.count * layers)
          }
        }
      }
      let operations = shapes.reduce(0.0) { $0 + 2 * Double($1.m * $1.n * $1.k * $1.count) }
      best = max(best, operations * Double(layers * pool.threads) / seconds)
    }
    return best
  }

  private static func multiply(m: Int, n: Int, k: Int, times: Int) {
    let a = Tensor(shape: [m, k], values: [Float](repeating: 0.5, count: m * k))
    let b = Tensor(shape: [n, k], values: [Float](repeating: 0.25, count: n * k))
    let out = Tensor(shape: [m, n])
    guard let a = a.values.baseAddress, let b = b.values.baseAddress,
      let out = out.values.baseAddress
    else { return }
    for _ in 0..<times {
      MatrixMultiply.timesTransposed(
        a, rowStride: k, b, rowStride: k, into: out, rowStride: n, m: m, n: n, k: k)
    }
  }
}

/// The seconds that some work takes.
func timed(_ work: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let duration = try clock.measure(work)
  return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}

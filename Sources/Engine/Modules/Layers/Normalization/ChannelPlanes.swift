/// The values of each channel of a tensor [rows, channels, …]: one plane a row.
///
/// Sums are in double precision, row after row.
struct ChannelPlanes {
  private let rows, channels, size: Int

  init(_ shape: [Int]) {
    (rows, channels) = (shape[0], shape[1])
    size = shape[2...].reduce(1, *)
  }

  /// Values of a channel.
  var count: Int { rows * size }

  /// Calls `body` for every plane: its channel, where it starts, and its size.
  func forEach(
    _ pool: WorkerPool, _ body: (_ channel: Int, _ place: Int, _ count: Int) -> Void
  ) {
    pool.forEachRange(of: rows, cost: 4 * channels * size) { range in
      for row in range {
        for channel in 0..<channels { body(channel, (row * channels + channel) * size, size) }
      }
    }
  }

  func moments(_ x: Tensor, _ epsilon: Double, _ pool: WorkerPool) -> [Moments] {
    sums(pool) { _, place in
      let x = x.start + place
      return kernels.sums(x, x, count: size)
    }.map {
      Moments(sum: $0.values, squares: $0.products, count: count, epsilon)
    }
  }

  /// For each channel Σ dy and Σ dy (x - mean).
  func sums(
    of dY: Tensor, timesCentred x: Tensor, means: [Double], _ pool: WorkerPool
  ) -> [(values: Double, products: Double)] {
    sums(pool) { channel, place in
      let (dY, x) = (dY.start + place, x.start + place)
      guard size > 1 else {
        return (Double(dY[0]), (Double(x[0]) - means[channel]) * Double(dY[0]))
      }
      let sums = kernels.sums(dY, x, count: size)
      return (sums.values, sums.products - means[channel] * sums.values)
    }
  }

  /// Adds up two figures of each plane, row after row.
  private func sums(
    _ pool: WorkerPool, _ figures: (_ channel: Int, _ place: Int) -> (Double, Double)
  ) -> [(values: Double, products: Double)] {
    var sums = [(values: Double, products: Double)](repeating: (0, 0), count: channels)
    sums.withUnsafeMutableBufferPointer { buffer in
      // Every range of channels writes places of its own.
      nonisolated(unsafe) let sums = buffer
      pool.forEachRange(of: channels, cost: 2 * count) { range in
        for row in 0..<rows {
          for channel in range {
            let (values, products) = figures(channel, (row * channels + channel) * size)
            sums[channel].values += values
            sums[channel].products += products
          }
        }
      }
    }
    return sums
  }
}

/// Mean and variance (the biased one) of some values, in double precision.
struct Moments {
  let mean, variance: Double
  /// 1 / √(variance + ε).
  let inverse: Double

  init(mean: Double, variance: Double, _ epsilon: Double) {
    (self.mean, self.variance) = (mean, variance)
    inverse = 1 / (variance + epsilon).squareRoot()
  }

  /// From the sums of n values and of their squares.
  ///
  /// In double precision the difference of the two loses nothing that single precision could show,
  /// unless the values differ in their last digits alone.
  init(sum: Double, squares: Double, count: Int, _ epsilon: Double) {
    let mean = sum / Double(count)
    self.init(mean: mean, variance: max(0, squares / Double(count) - mean * mean), epsilon)
  }
}

import KernelInterface

/// A small set of products, held against the loop that defines them.
///
/// A compiler or a processor that breaks a kernel is found before it has computed anything.
enum KernelCheck {
  /// Whether kernels give the defined bits.
  ///
  /// A few milliseconds.
  static func agrees(_ kernels: any KernelSet.Type) -> Bool {
    // A layer, an attention head, one row, and sizes that leave the last tile or block unfilled.
    let shapes = [(15, 33, 300), (7, 64, 32), (1, 70, 257), (3, 40, 16), (29, 5, 1)]
    return shapes.allSatisfy { m, n, k in
      // Knuth's linear congruential generator: the engine's own needs kernels.
      var state = UInt64(m)
      func sample(_ count: Int) -> [Float] {
        (0..<count).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return Float(state >> 40) * 0x1p-23 - 1
        }
      }
      let (a, b, start) = (sample(m * k), sample(k * n), sample(n))
      var out = [Float](repeating: 0, count: m * n)
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          start.withUnsafeBufferPointer { start in
            out.withUnsafeMutableBufferPointer { out in
              guard let a = a.baseAddress, let b = b.baseAddress, let row = start.baseAddress,
                let out = out.baseAddress
              else { return }
              kernels.multiply(
                MatrixProduct(
                  m: m, n: n, k: k, a: a, aStride: k, b: .rows(b, stride: n), scale: 0.25,
                  start: .row(row), out: out, outStride: n))
            }
          }
        }
      }
      for i in 0..<m {
        for j in 0..<n {
          let expected = element(
            k: k, scale: 0.25, start: start[j], a: { a[i * k + $0] }, b: { b[$0 * n + j] })
          if out[i * n + j].bitPattern != expected.bitPattern { return false }
        }
      }
      return true
    }
  }

  /// One element of a product, as ``MatrixProduct`` defines it: the reference for all kernels.
  static func element(
    k: Int, scale: Float, start: Float?, a: (Int) -> Float, b: (Int) -> Float
  ) -> Float {
    var result = start
    for first in stride(from: 0, to: k, by: MatrixProduct.blockLength) {
      var sum: Float = 0
      for p in first..<min(k, first + MatrixProduct.blockLength) {
        sum = sum.addingProduct(a(p), b(p))
      }
      result = result.map { $0 + sum * scale } ?? sum * scale
    }
    return result ?? 0
  }
}

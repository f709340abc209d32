import KernelInterface
import Testing

@testable import Engine

@Suite struct MatrixMultiplyTests {
  /// Shapes with every kind of remainder, and a layer's own.
  private static let shapes = [
    (1, 1, 1), (1, 2, 64), (3, 5, 7), (16, 64, 384), (17, 31, 33), (37, 32, 37), (61, 96, 384),
  ]

  /// Sums of k products of numbers below 1 in single precision: k roundings of at most 2^-24 each,
  /// on partial sums below k.
  private func tolerance(_ k: Int) -> Double { Double(k) * 0x1p-24 * 4 }

  @Test(arguments: shapes) func multipliesByATransposedMatrix(m: Int, n: Int, k: Int) throws {
    var samples = Samples(1)
    let (a, b, out) = (samples.tensor([m, k]), samples.tensor([n, k]), Tensor(shape: [m, n]))
    MatrixMultiply.timesTransposed(
      try #require(a.values.baseAddress), rowStride: k, try #require(b.values.baseAddress),
      rowStride: k, into: try #require(out.values.baseAddress), rowStride: n, m: m, n: n, k: k)
    let expected = MatrixMultiply.naive(
      a.array, b.array, m: m, n: n, k: k, transposeA: false, transposeB: true)
    #expect(largestDifference(out.array, expected) < tolerance(k))
  }

  @Test(arguments: shapes) func addsAScaledProduct(m: Int, n: Int, k: Int) throws {
    var samples = Samples(2)
    let (a, b, out) = (samples.tensor([m, k]), samples.tensor([k, n]), samples.tensor([m, n]))
    let before = out.array
    MatrixMultiply.times(
      try #require(a.values.baseAddress), rowStride: k, try #require(b.values.baseAddress),
      rowStride: n, into: try #require(out.values.baseAddress), rowStride: n, m: m, n: n, k: k,
      scale: 0.5, .add)
    let product = MatrixMultiply.naive(
      a.array, b.array, m: m, n: n, k: k, transposeA: false, transposeB: false)
    let expected = zip(before, product).map { Double($0) + 0.5 * $1 }
    #expect(largestDifference(out.array, expected) < tolerance(k) + 1e-6)
  }

  @Test(arguments: shapes) func multipliesATransposedMatrix(m: Int, n: Int, k: Int) throws {
    var samples = Samples(3)
    let (a, b, out) = (samples.tensor([k, m]), samples.tensor([k, n]), Tensor(shape: [m, n]))
    MatrixMultiply.transposedTimes(
      try #require(a.values.baseAddress), rowStride: m, try #require(b.values.baseAddress),
      rowStride: n, into: try #require(out.values.baseAddress), rowStride: n, m: m, n: n, k: k)
    let expected = MatrixMultiply.naive(
      a.array, b.array, m: m, n: n, k: k, transposeA: true, transposeB: false)
    #expect(largestDifference(out.array, expected) < tolerance(k))
  }
}

@Suite struct OpenBLASTests {
  /// The second opinion on the kernels: other sums, the same products to rounding.
  @Test func agreesWithTheKernels() throws {
    let library = try OpenBLAS()
    #expect(library.configuration.hasPrefix("OpenBLAS"))
    var samples = Samples(4)
    for (m, n, k) in [(1, 1, 1), (61, 96, 384), (17, 31, 1536), (275, 32, 275)] {
      let (a, b) = (samples.tensor([m, k]), samples.tensor([n, k]))
      let (bias, theirs, ours) = (
        samples.tensor([n]), Tensor(shape: [m, n]), Tensor(shape: [m, n])
      )
      for out in [theirs, ours] {
        let product = MatrixProduct(
          m: m, n: n, k: k, a: a.start, aStride: k, b: .columns(b.start, stride: k), scale: 0.5,
          start: .row(bias.start), out: out.start, outStride: n)
        if out === theirs { library.multiply(product) } else { kernels.multiply(product) }
      }
      #expect(
        largestDifference(ours.array, theirs.array.map(Double.init)) < Double(k) * 0x1p-24 * 2)
    }
  }
}

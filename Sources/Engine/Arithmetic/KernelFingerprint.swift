/// What this machine's kernels do to a fixed set of inputs.
///
/// Two machines with equal fingerprints round alike in every product and function that a lesson
/// uses, and so compute the same bits. Recorded with every run.
public struct KernelFingerprint: Sendable, Equatable {
  /// OpenBLAS's description of its build.
  public let configuration: String
  /// The kernel family in use.
  public let core: String
  /// Threads an OpenBLAS call may use; 1 is what the engine needs.
  public let threads: Int
  /// A digest (FNV-1a, 64 bits, hexadecimal) over the bits of the results.
  public let digest: String

  /// Runs the fixed set; a few milliseconds.
  public static func measure() -> KernelFingerprint {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ tensor: Tensor) {
      for value in tensor.values {
        for shift in stride(from: 0, to: 32, by: 8) {
          hash ^= UInt64(value.bitPattern >> UInt32(shift) & 0xFF)
          hash &*= 0x100_0000_01B3
        }
      }
    }
    // The shapes of a layer: projection, feed-forward both ways, a head's scores and its context,
    // and the odd sizes at which kernels switch to their remainder loops.
    let shapes = [
      (61, 96, 384), (17, 384, 96), (5, 24, 1536), (37, 37, 32), (37, 32, 37), (1, 2, 64),
    ]
    for (m, n, k) in shapes {
      let a = sample(shape: [m, k], seed: 1)
      let b = sample(shape: [n, k], seed: 2)
      let transposed = sample(shape: [k, n], seed: 3)
      let out = Tensor(shape: [m, n])
      MatrixMultiply.timesTransposed(
        a.start, rowStride: k, b.start, rowStride: k, into: out.start, rowStride: n,
        m: m, n: n, k: k)
      add(out)
      MatrixMultiply.times(
        a.start, rowStride: k, transposed.start, rowStride: n, into: out.start, rowStride: n,
        m: m, n: n, k: k, .add)
      add(out)
      let gradient = Tensor(shape: [k, n])
      MatrixMultiply.transposedTimes(
        a.start, rowStride: k, out.start, rowStride: n, into: gradient.start, rowStride: n,
        m: k, n: n, k: m)
      add(gradient)
    }
    let row = sample(shape: [1, 64], seed: 4)
    GELU.addBiasAndApply(row.start, bias: row.start, into: row.start, rows: 1, columns: 64)
    GELU.backward(row.start, dOutput: row.start, count: 64)
    Softmax.forward(row.start, into: row.start, columns: 61, dropout: nil, dropoutRow: 0)
    add(row)
    return KernelFingerprint(
      configuration: OpenBLAS.configuration, core: OpenBLAS.core, threads: OpenBLAS.threads,
      digest: String(hash, radix: 16))
  }

  private static func sample(shape: [Int], seed: UInt32) -> Tensor {
    let tensor = Tensor(shape: shape)
    var engine = MersenneTwister(seed: seed)
    for i in tensor.values.indices {
      tensor.values[i] = Float(engine.next() >> 8) * 0x1p-23 - 1
    }
    return tensor
  }
}

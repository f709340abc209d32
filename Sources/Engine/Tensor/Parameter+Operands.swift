import KernelInterface
import Synchronization

/// A weight [rows, columns] in the order in which products read it, made when a product first asks
/// for it and again once the weight has changed.
final class PackedWeight: Sendable {
  private struct State: ~Copyable {
    var version = -1
    var memory: Tensor?
  }

  private let state = Mutex(State())

  /// The packed operand, [k, n].
  func operand(
    of b: MatrixProduct.Right, version: Int, k: Int, n: Int
  ) -> UnsafePointer<Float> {
    nonisolated(unsafe) let b = b
    // The memory is this object's and is written again only when the weight has changed, which no
    // product does meanwhile.
    let address = state.withLock { state in
      let memory = state.memory ?? Tensor(uninitialized: [kernels.packedCount(k: k, n: n)])
      if state.version != version {
        kernels.pack(b, k: k, n: n, into: memory.start)
        (state.version, state.memory) = (version, memory)
      }
      return UInt(bitPattern: memory.start)
    }
    return UnsafePointer(bitPattern: address) ?? UnsafePointer(Tensor.nowhere)
  }
}

extension Parameter {
  /// A weight [outputs, inputs] as the right operand [outputs, inputs] of a product.
  var operand: MatrixProduct.Right {
    let (rows, columns) = (value.shape[0], value.shape[1])
    let plain = MatrixProduct.Right.rows(value.start, stride: columns)
    guard OpenBLAS.inUse == nil else { return plain }
    return .packed(packed.operand(of: plain, version: version, k: rows, n: columns))
  }

  /// A weight [outputs, inputs] as the right operand [inputs, outputs] of a product.
  var transposedOperand: MatrixProduct.Right {
    let (rows, columns) = (value.shape[0], value.shape[1])
    let plain = MatrixProduct.Right.columns(value.start, stride: columns)
    guard OpenBLAS.inUse == nil else { return plain }
    return .packed(packedTransposed.operand(of: plain, version: version, k: columns, n: rows))
  }
}

import Foundation
import KernelInterface

/// OpenBLAS, loaded while the program runs: a second opinion on every product, and the yardstick of
/// the benchmark.
///
/// No promise is made about its bits.
public final class OpenBLAS: Sendable {
  /// What the engine multiplies with in the place of its own kernels; set before anything is computed.
  nonisolated(unsafe) public static var inUse: OpenBLAS?

  /// The library's description of its build, such as `OpenBLAS 0.3.21 DYNAMIC_ARCH …`.
  public let configuration: String
  /// The kernel family that it chose, such as `Haswell`.
  public let core: String
  private let sgemm: Sgemm

  // Row-major 101; as it is 111, transposed 112 (cblas.h).
  private typealias Sgemm =
    @convention(c) (
      Int32, Int32, Int32, Int32, Int32, Int32, Float, UnsafePointer<Float>, Int32,
      UnsafePointer<Float>, Int32, Float, UnsafeMutablePointer<Float>, Int32
    ) -> Void

  /// Loads the library with one thread a call, since the engine has threads of its own.
  ///
  /// - Throws: `unavailable` where there is none.
  public init() throws(EngineError) {
    try Self.checkThatLibrariesCanBeLoaded()
    let names =
      ["libopenblas.so.0", "libopenblas.so", "libopenblas.dylib"]
      + ["/opt/homebrew/opt/openblas/lib/libopenblas.dylib"]
    guard let handle = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else {
      throw .unavailable(
        """
        OpenBLAS is not on this machine (libopenblas.so.0); install it (on Debian: libopenblas-dev), \
        or leave out --products openblas
        """)
    }
    func function<Function>(_ name: String, _ type: Function.Type) throws(EngineError) -> Function {
      guard let symbol = dlsym(handle, name) else {
        throw .unavailable("this machine's OpenBLAS has no function \(name)")
      }
      return unsafeBitCast(symbol, to: type)
    }
    sgemm = try function("cblas_sgemm", Sgemm.self)
    try function("openblas_set_num_threads", (@convention(c) (Int32) -> Void).self)(1)
    typealias Text = @convention(c) () -> UnsafePointer<CChar>
    configuration = String(cString: try function("openblas_get_config", Text.self)())
    core = String(cString: try function("openblas_get_corename", Text.self)())
  }

  /// Refuses in a command that is linked statically: its loader would need the very C library that it
  /// was linked with.
  private static func checkThatLibrariesCanBeLoaded() throws(EngineError) {
    #if LESSON_STATIC
      throw .unavailable(
        "this lesson is a download, which is linked statically and loads no library; --products "
          + "openblas needs a lesson that is built from source")
    #endif
  }

  /// A product by this library, which may not be given a packed operand.
  package func multiply(_ product: MatrixProduct) {
    guard product.m > 0, product.n > 0 else { return }
    var beta: Float = 0
    switch product.start {
    case .nothing: break
    case .output: beta = 1
    case .row(let row):
      beta = 1
      for i in 0..<product.m {
        (product.out + i * product.outStride).update(from: row, count: product.n)
      }
    }
    let (b, stride, transposed): (UnsafePointer<Float>, Int, Bool)
    switch product.b {
    case .rows(let pointer, let distance): (b, stride, transposed) = (pointer, distance, false)
    case .columns(let pointer, let distance): (b, stride, transposed) = (pointer, distance, true)
    case .packed: preconditionFailure("OpenBLAS was given an operand that the kernels have packed")
    }
    sgemm(
      101, product.aIsTransposed ? 112 : 111, transposed ? 112 : 111, Int32(product.m),
      Int32(product.n), Int32(product.k), product.scale, product.a,
      Int32(max(product.aStride, product.aIsTransposed ? product.m : product.k, 1)), b,
      Int32(max(stride, 1)), beta, product.out, Int32(product.outStride))
  }
}

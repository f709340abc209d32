import KernelInterface

/// The kernels as this target's flags compile them.
///
/// Their documentation is the protocol's.
public enum VectorKernels: KernelSet {
  public static var name: String { Shape.name }

  public static func multiply(_ product: MatrixProduct) { Product.run(product) }

  public static func packedCount(k: Int, n: Int) -> Int { Product.packedCount(k: k, n: n) }

  public static func pack(
    _ b: MatrixProduct.Right, k: Int, n: Int, into out: UnsafeMutablePointer<Float>
  ) {
    Product.pack(b, k: k, n: n, into: out)
  }
}

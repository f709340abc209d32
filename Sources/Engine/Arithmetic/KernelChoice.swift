import CProcessor
import KernelInterface
import KernelsPortable

#if arch(x86_64)
  import KernelsAVX2
  import KernelsAVX512
#elseif arch(arm64)
  import KernelsNEON
#endif

/// The kernels that compute.
///
/// Changed by ``KernelChoice/use(_:)`` alone, between computations.
nonisolated(unsafe) package private(set) var kernels: any KernelSet.Type = KernelChoice.fastest
  .kernels

/// Which kernels compute: the fastest of this processor, or others that were asked for.
///
/// No result depends on them.
public enum KernelChoice {
  /// Every kernel there is, on whatever processor.
  public static let allNames = ["avx512", "avx2", "neon", "portable"]

  /// What this processor can run, the fastest first.
  public static var names: [String] { available.map { $0.name } }

  /// What computes now, such as `avx2`.
  public static var current: String { kernels.name }

  /// The next to compute with where two are to be compared: the portable ones take too long to replay
  /// a lesson with, unless they are asked for.
  public static var nextFastest: String? {
    names.first { $0 != current && $0 != "portable" }
  }

  /// Faster kernels that were passed over, since they do not compute what the definition says on this
  /// machine.
  public static var passedOver: [String] { fastest.passedOver }

  /// Computes with these kernels from now on; nothing may be computing meanwhile.
  ///
  /// - Returns: whether this processor has them.
  @discardableResult
  public static func use(_ name: String) -> Bool {
    guard let set = available.first(where: { $0.name == name }) else { return false }
    kernels = set
    return true
  }

  /// Kernels of this processor that do not compute what the definition says.
  public static func disagreeing() -> [String] {
    available.filter { !KernelCheck.agrees($0) }.map { $0.name }
  }

  static var available: [any KernelSet.Type] {
    var sets: [any KernelSet.Type] = []
    #if arch(x86_64)
      if lesson_has_avx512() != 0 { sets.append(KernelsAVX512.VectorKernels.self) }
      if lesson_has_avx2() != 0 { sets.append(KernelsAVX2.VectorKernels.self) }
    #elseif arch(arm64)
      sets.append(KernelsNEON.VectorKernels.self)
    #endif
    return sets + [KernelsPortable.VectorKernels.self]
  }

  // A type and some names: nothing that threads could change under each other.
  fileprivate nonisolated(unsafe) static let fastest = choose()

  private static func choose() -> (kernels: any KernelSet.Type, passedOver: [String]) {
    var passedOver: [String] = []
    for set in available {
      if KernelCheck.agrees(set) { return (set, passedOver) }
      passedOver.append(set.name)
    }
    return (KernelsPortable.VectorKernels.self, passedOver)
  }
}

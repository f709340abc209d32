// Prints every digest, a line each, as `Fixtures/digests.txt` has them.

let kernels = VectorKernels.self

@_silgen_name("print_digest")
private func printDigest(_ name: UnsafePointer<UInt8>, _ digest: UInt64)

@_cdecl("print_digests")
public func printDigests() -> Int32 {
  do throws(EngineError) {
    for (name, digest) in KernelDigest.all(VectorKernels.self) + (try EngineDigest.all()) {
      printDigest(name.utf8Start, digest)
    }
    return 0
  } catch {
    return 1
  }
}

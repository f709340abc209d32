import Foundation

/// What libFuzzer calls with every input; `LESSON_FUZZ_TARGET` names what is to read it.
///
/// Built by `make fuzz-coverage` alone, in the place of `FuzzCommand`. Source: LLVM,
/// `docs/LibFuzzer.rst`.
private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["LESSON_FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
    fatalError("LESSON_FUZZ_TARGET is none of \(names)")
  }
  return target
}()

/// A broken promise ends the process, as a crash does, so that libFuzzer keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  if let finding = target.outcome(of: input).finding { fatalError(finding) }
  return 0
}

private typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<Arguments>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// What the Swift package manager takes for `main` in an executable of this name.
@_cdecl("lesson_fuzz_main")
public func main(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
  var (count, arguments) = (count, arguments)
  return runFuzzer(&count, &arguments) { testOneInput($0, $1) }
}

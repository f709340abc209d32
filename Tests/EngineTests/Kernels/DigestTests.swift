import Foundation
import Testing

@testable import Engine

/// `Fixtures/digests.txt` holds what every processor has to compute, a line a digest. `make test-arm`
/// compares the same file. Whoever changes what is computed writes it anew, with
/// `LESSON_TEST_DIGESTS=FILE`, and raises the engine's version.
@Suite(.serialized) struct DigestTests {
  private static func text(_ digests: [(name: StaticString, UInt64)]) -> String {
    digests.map { "\($0.name): \(String($0.1, radix: 16))\n" }.joined()
  }

  @Test(arguments: KernelChoice.names)
  func computesWhatEveryProcessorComputes(name: String) throws {
    let kernels = try #require(KernelChoice.available.first { $0.name == name })
    let used = KernelChoice.current
    KernelChoice.use(name)
    defer { KernelChoice.use(used) }
    let text = Self.text(KernelDigest.all(kernels) + (try EngineDigest.all()))
    if let file = ProcessInfo.processInfo.environment["LESSON_TEST_DIGESTS"] {
      try text.write(toFile: file, atomically: true, encoding: .utf8)
    }
    #expect(text == String(decoding: try fixture("digests.txt"), as: UTF8.self))
  }
}

import Foundation
import Testing

@testable import Engine

/// `Fixtures/digests.txt` holds what every processor has to compute, a line a digest.
///
/// `make test-arm` compares the same file. Whoever changes what is computed writes it anew, with
/// `LESSON_TEST_DIGESTS=FILE`, and raises the engine's version.
@Suite struct DigestTests {
  /// `LESSON_TEST_KERNELS` chooses others than the fastest; in a process that does nothing else, since
  /// the engine has one choice for all that computes.
  @Test func computesWhatEveryProcessorComputes() throws {
    let environment = ProcessInfo.processInfo.environment
    if let name = environment["LESSON_TEST_KERNELS"] { try #require(KernelChoice.use(name)) }
    let digests = KernelDigest.all(kernels) + (try EngineDigest.all())
    let text = digests.map { "\($0.name): \(String($0.1, radix: 16))\n" }.joined()
    if let file = environment["LESSON_TEST_DIGESTS"] {
      try text.write(toFile: file, atomically: true, encoding: .utf8)
    }
    #expect(text == String(decoding: try fixture("digests.txt"), as: UTF8.self))
  }
}

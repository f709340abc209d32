import Testing

@testable import Base

@Suite struct ByteCountTests {
  @Test(arguments: [
    (0, "0 bytes"), (999, "999 bytes"), (1_000, "1.0 kB"), (83_506_384, "83.5 MB"),
    (1_500_000_000, "1.5 GB"),
  ])
  func writesSizesForPeople(bytes: Int, text: String) {
    #expect(ByteCount.text(bytes) == text)
  }

  @Test(arguments: [(256 << 10, "256 KiB"), (4 << 20, "4 MiB"), (1 << 30, "1024 MiB")])
  func namesALimit(bytes: Int, text: String) { #expect(ByteCount.limit(bytes) == text) }
}

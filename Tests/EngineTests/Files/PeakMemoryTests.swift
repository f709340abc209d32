import Testing

@testable import Engine

@Suite struct PeakMemoryTests {
  @Test func growsWithWhatIsTouched() throws {
    let before = try #require(PeakMemory.bytes())
    let size = before + 64 << 20
    let memory = Tensor(shape: [size / 4])
    for i in stride(from: 0, to: memory.count, by: 1024) { memory.values[i] = 1 }
    #expect(try #require(PeakMemory.bytes()) >= size)
  }
}

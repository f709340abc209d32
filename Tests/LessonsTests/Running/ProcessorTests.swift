import Testing

@testable import Lessons

@Suite struct ProcessorTests {
  @Test func readsTheNameOfTheFirstProcessor() {
    let processor = Processor(
      cpuinfo: "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\nflags\t\t: fpu avx2 fma\n\nx: y\n")
    #expect(processor.name == "Some CPU @ 2 GHz")
    #expect(Processor(cpuinfo: "").name == "unknown")
  }
}

import Testing

@testable import Lessons

@Suite struct ProcessorTests {
  @Test func readsNameAndFlagsOfTheFirstProcessor() {
    let processor = Processor(
      cpuinfo: "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\nflags\t\t: fpu avx2 fma\n\nx: y\n")
    #expect(processor.name == "Some CPU @ 2 GHz")
    #expect(processor.missingInstructions.isEmpty)
  }

  @Test(arguments: [
    ("flags : fpu avx", ["AVX2", "FMA"]), ("flags : avx2", ["FMA"]), ("", ["AVX2", "FMA"]),
  ])
  func namesTheInstructionsThatAreMissing(cpuinfo: String, missing: [String]) {
    #expect(Processor(cpuinfo: cpuinfo).missingInstructions == missing)
  }
}

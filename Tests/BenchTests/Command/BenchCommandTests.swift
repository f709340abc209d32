import ArgumentParser
import Testing

@testable import lesson_bench

@Suite struct BenchCommandTests {
  @Test(arguments: [["--bogus"], ["--compare", "one.json"], ["--threads", "0"], ["stray"]])
  func refusesWhatItDoesNotKnow(_ arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try BenchCommand.parse(arguments) }
    #expect(error.map { BenchCommand.exitCode(for: $0).rawValue } == 64)
  }

  @Test func takesTwoFilesToCompare() throws {
    let command = try BenchCommand.parse(["--compare", "a.json", "b.json"])
    #expect(command.compare == ["a.json", "b.json"])
  }
}

import Foundation
import Testing

@testable import Engine

@Suite struct NumberFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(
    _ text: String, separator: Character = ",", skippedLines: Int = 0,
    columns: [Bool] = [true, false, true]
  ) throws -> [[Double]] {
    let url = folder.url.appendingPathComponent("numbers.csv")
    try Data(text.utf8).write(to: url)
    return try NumberFile.read(
      url, separator: separator.asciiValue ?? 0, skippedLines: skippedLines, columns: columns)
  }

  @Test func readsTheColumnsThatAreWanted() throws {
    #expect(
      try read("a,b,c\n1,x,2.5\r\n\n-1e-3,y,3", skippedLines: 1) == [[1, 2.5], [-1e-3, 3]])
    #expect(try read("  1   9 2\n", separator: " ") == [[1, 2]])
  }

  @Test func takesNumbersOfUpTo64Characters() throws {
    let number = "1." + String(repeating: "0", count: 62)
    #expect(try read("\(number),x,2\n") == [[1, 2]])
    #expect(throws: EngineError.self) { try read("\(number)0,x,2\n") }
  }

  @Test(arguments: [
    ("1,2,3\n1,2\n", "numbers.csv:2: 2 fields, but there are 3 columns"),
    ("1,2,3\n\n1,2,x\n", "numbers.csv:3: 'x' is no number"),
    ("1,2,nan\n", "numbers.csv:1: 'nan' is no number"),
    ("1,2,1e999\n", "numbers.csv:1: '1e999' is no number"),
    ("1,2,\n", "numbers.csv:1: '' is no number"),
  ])
  func saysInWhichLineSomethingIsWrong(text: String, message: String) throws {
    let error = try #require(throws: EngineError.self) { _ = try read(text) }
    #expect("\(error)".hasSuffix(message), "\(error)")
  }
}

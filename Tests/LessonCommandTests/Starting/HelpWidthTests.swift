import Testing

@testable import lesson

@Suite struct HelpWidthTests {
  @Test(
    arguments: [
      (nil, 0, nil), (nil, 120, nil), (nil, 10, "60"), ("100", 10, nil), ("10", 120, "60"),
      ("0", 0, "80"), ("0", 100, "100"), ("-5", 0, "80"), ("", 0, "80"), ("wide", 0, "80"),
      ("99999999999999999999", 0, "80"), ("1000000", 0, "500"), ("60", 0, nil),
    ] as [(String?, Int, String?)])
  func keepsTheWidthBetweenWhatCanBeRead(columns: String?, terminal: Int, setting: String?) {
    #expect(HelpWidth.setting(columns: columns, terminal: terminal) == setting)
  }

  @Test(arguments: ["0", "1", "10", "39", "", "wide", "-1", "9223372036854775807"])
  func describesEveryCommandInItsHelp(columns: String) throws {
    let outcome = try Workplace().lesson(["--help"], environment: ["COLUMNS": columns])
    #expect(outcome.status == 0)
    let words = outcome.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("hide Print a check for an answer"), "\(outcome.output)")
  }
}

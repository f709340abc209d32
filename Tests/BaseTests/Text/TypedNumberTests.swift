import Testing

@testable import Base

@Suite struct TypedNumberTests {
  @Test(
    arguments: [
      ("2", 2), (" 2.5\t", 2.5), ("2\u{A0}", 2), ("\u{202F}2\u{2007}", 2), ("\u{3000}2", 2),
      ("\u{FEFF}2\u{200B}", 2), ("2,5", 2.5), ("0,125", 0.125), ("2,25", 2.25), ("1.000", 1),
      ("２", 2), ("１２．５", 12.5), ("１，５", 1.5),
      ("٣٫٥", 3.5), ("२", 2), ("-1", -1), ("−1", -1), ("－１", -1), ("+3", 3), ("1E+01", 10),
      (".5", 0.5), ("2.", 2),
    ] as [(String, Double)])
  func readsWhatIsANumberWithoutDoubt(text: String, value: Double) {
    #expect(TypedNumber.value(of: text) == value)
  }

  @Test(arguments: [
    "", " ", "\u{A0}", "two", "2 points", "1 000", "1\u{A0}000", "1,000", "12,345", "１，０００",
    "-1,000", "1,234.5", "1.234,5", "1,2,3",
    "0x10", "0b1", "inf", "nan", "infinity", "1e999", "½", "²", "Ⅷ", "二", "2%", "2/3", "--1", "1e",
    "2\u{301}", "'2", "2\n3", "１　２",
  ])
  func leavesTheRestToAPerson(text: String) {
    #expect(TypedNumber.value(of: text) == nil)
  }
}

import Testing

@testable import Engine

@Suite struct JSONReaderTests {
  private func read(_ text: String) throws -> JSONItem {
    try Array(text.utf8).withUnsafeBytes { try JSONReader.read($0) }
  }

  @Test func readsEveryKindOfValue() throws {
    let item = try read(#" {"a": [1, -2.5e1, true, false, null], "b": {"c": "d"}} "#)
    #expect(item["a"]?.items == [.number(1), .number(-25), .bool(true), .bool(false), .null])
    #expect(item["b"]?["c"]?.text == "d")
    #expect(item["c"] == nil)
  }

  @Test func readsEscapes() throws {
    #expect(
      try read(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#).text == "\"\\/\u{8}\u{c}\n\r\t\u{e9}😀")
  }

  @Test func keepsNamesApartThatLookAlike() throws {
    let item = try read("{\"\u{e9}\": 1, \"e\u{301}\": 2}")
    #expect(item["\u{e9}"]?.integer == 1)
    #expect(item["e\u{301}"]?.integer == 2)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\" 1}", "{\"a\": 1,}", "{a: 1}", "[1] x", "tru", "\"a", "\"\n\"",
    "\"\\x\"",
    "\"\\u12\"", "\"\\u+123\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "1e999", "--1", "\"\\",
  ])
  func refusesWhatIsNotJSON(text: String) {
    #expect(throws: JSONReader.Failure.self) { try read(text) }
  }

  @Test func refusesBytesThatAreNotUTF8AndBottomlessNesting() {
    #expect(throws: JSONReader.Failure.self) {
      try ([0x22, 0xFF, 0x22] as [UInt8]).withUnsafeBytes { try JSONReader.read($0) }
    }
    #expect(throws: JSONReader.Failure.self) { try read(String(repeating: "[", count: 100_000)) }
  }

  @Test func tellsWholeNumbersFromOthers() {
    #expect(JSONItem.number(3).integer == 3)
    #expect(JSONItem.number(3.5).integer == nil)
    #expect(JSONItem.number(0x1p60).integer == nil)
  }
}

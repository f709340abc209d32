import Testing

@testable import Base

@Suite struct JSONItemTests {
  private func read(_ text: String, allowingPython: Bool = false) throws -> JSONItem {
    try JSONReader.item(of: text.utf8, allowingPython: allowingPython)
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

  @Test func keepsMembersWithOneNameAndAsksTheLast() throws {
    let item = try read(#"{"a": 1, "a": 2}"#)
    #expect(item.members?.count == 2)
    #expect(item["a"]?.integer == 2)
  }

  @Test func readsWhatPythonWritesWhereThatIsAllowed() throws {
    let text = #"[NaN, Infinity, -Infinity, 1e999, -1e999, "\ud83d", "\ude00\ud83d\ude00", "a"]"#
    #expect(throws: JSONReader.Failure.self) { try read(text) }
    let items = try #require(try read(text, allowingPython: true).items)
    #expect(items[0].number?.isNaN == true)
    #expect(items[1...4].map(\.number) == [.infinity, -.infinity, .infinity, -.infinity])
    // Half of a pair is no text, and does not turn into another.
    #expect(items[5...6].map(\.text) == [nil, nil])
    #expect(items[5].bytes == [0xED, 0xA0, 0xBD])
    #expect(items[7].text == "a")
  }

  @Test(arguments: ["nan", "-NaN", "Infinit", "+Infinity", "01", "[1,]", "\"\\ud8\""])
  func refusesTheRestEvenThen(text: String) {
    #expect(throws: JSONReader.Failure.self) { try read(text, allowingPython: true) }
  }

  @Test func tellsWholeNumbersFromOthers() {
    #expect(JSONItem.number(3).integer == 3)
    #expect(JSONItem.number(3.5).integer == nil)
    #expect(JSONItem.number(0x1p60).integer == nil)
    #expect(JSONItem.number(.nan).integer == nil)
    #expect(JSONItem.number(.infinity).integer == nil)
  }
}

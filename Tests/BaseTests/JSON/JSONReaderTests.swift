import Foundation
import Testing

@testable import Base

@Suite struct JSONReaderTests {
  /// Where a text stops being JSON, and why.
  private static func failure(_ text: some Collection<UInt8>) -> JSONReader.Failure? {
    do throws(JSONReader.Failure) {
      _ = try JSONReader.value(of: text)
      return nil
    } catch { return error }
  }

  @Test(arguments: [
    "0", "-0.5", "1e-3", "12345678901", "\"\"", "\"a\\n\\\"\\\\\\/\\u00e9\\ud83d\\ude00ü\"", "[]",
    "{}", "[1, [true ,false],null]", "{\"a\":{\"b\":[1,2.5e10]}, \"c\" : \"d\"}", " \t\r\n[ ] ",
    "999999999999999", "9007199254740993", "123456789012345678901234567890", "-0", "0e0", "1E+2",
    "2.2250738585072011e-308", "17976931348623157e292", "0.1", "-1.5e-7", "[4e-324]",
  ])
  func readsWhatFoundationReads(text: String) throws {
    let expected = try JSONDecoder().decode(
      JSONValue.self, from: Data(text.utf8))
    #expect(try JSONReader.value(of: text) == expected)
  }

  @Test func keepsTheSignOfZero() throws {
    #expect(try JSONReader.value(of: "-0").number?.sign == .minus)
    #expect(try JSONReader.value(of: "-0.0e3").number?.sign == .minus)
  }

  @Test(arguments: [
    "", "[", "[1,]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "01", "-01", "1.", ".5", "+1", "1e", "1e+",
    "tru", "nul", "\"a", "\"\\x\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"",
    "\"\\u12g4\"", "\"\\u+123\"", "\"\\u12\"", "\"a\nb\"", "\"\t\"", "[1] 2", "1e999", "NaN",
    "-Infinity", "-", "--1", "\"\\", "'a'", "[1 2]", "// a\n1", "1,", "\u{A0}1", "True",
    String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
  ])
  func refusesWhatIsNoJSON(text: String) {
    #expect(Self.failure(text.utf8) != nil)
  }

  @Test(arguments: [
    ("[1, 2 x]", 1, 7, "',' or ']' is expected"),
    ("{\n  \"a\": 1,\n  \"b\" 2\n}", 3, 7, "':' is expected"),
    ("[1,\r\n 01]", 2, 2, "a number does not start with 0 and another digit"),
    ("[\r1,\r x]", 3, 2, "no value starts like this"),
    ("[\"ü\", x]", 1, 8, "no value starts like this"),
    ("{\"a\": NaN}", 1, 7, "NaN is a number that Python writes, but no JSON; write null"),
    ("[-Infinity]", 1, 2, "-Infinity is a number that Python writes, but no JSON; write null"),
    ("[1.]", 1, 4, "the digits after a number's point are missing"),
    ("[1e999]", 1, 2, "the number is too large to be computed with"),
    (
      "[\"a\\ud83d\"]", 1, 4,
      "\\ud83d is half of a surrogate pair, which is no character by itself"
    ),
    (
      "[\"\\udE00\\ud83d\"]", 1, 3,
      "\\udE00 is half of a surrogate pair, which is no character by itself"
    ),
    ("[\"\\d\"]", 1, 3, "a backslash stands before no escape of JSON's; write it twice"),
    (
      "[\"a\n\"]", 1, 4,
      "a line end, a tab or another control character stands within quotes"
    ),
    ("{\"a\": [1, 2", 1, 12, "the text ends too early: ',' or ']' is expected"),
    ("{\"a\": ", 1, 7, "the text ends too early"), ("[1] 2", 1, 5, "text after the end"),
  ])
  func saysWhereAndWhy(text: String, line: Int, column: Int, reason: String) {
    let failure = Self.failure(text.utf8)
    #expect(failure?.line == line)
    #expect(failure?.column == column)
    #expect(failure?.reason == reason)
  }

  @Test func readsTwoHundredListsInEachOtherAndNoMore() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONReader.value(of: nested(200))
    #expect(
      Self.failure(nested(201).utf8)?.reason
        == "lists and objects lie in each other more than 200 deep")
  }

  @Test func passesAByteOrderMarkAndRefusesOtherEncodings() throws {
    #expect(try JSONReader.value(of: "\u{FEFF}[1]") == [1])
    #expect(Self.failure([0x22, 0x61, 0xE9, 0x22])?.reason == "the byte e9 is not UTF-8")
    #expect(Self.failure([0x22, 0x61, 0xE9, 0x22])?.column == 3)
    #expect(
      Self.failure([0xFF, 0xFE, 0x5B, 0, 0x5D, 0])?.reason == "this is UTF-16; save it as UTF-8")
  }

  @Test func takesTheLastOfMembersWithOneName() throws {
    #expect(try JSONReader.value(of: #"{"a": 1, "b": 2, "a": 3}"#) == ["a": 3, "b": 2])
  }

  @Test func readsBackWhatTheCanonicalFormWrites() throws {
    let value: JSONValue = [
      "numbers": [0.1, -1e-300, 123_456_789, 0.30000001192092896],
      "text": "\u{0}\u{1F}\"\\ü\u{1F600}",
      "nothing": .null,
    ]
    #expect(try JSONReader.value(of: CanonicalJSON.text(value)) == value)
  }

  @Test func readsBytesThatDoNotLieSideBySide() throws {
    #expect(try JSONReader.value(of: ["[1", ",2]"].joined().utf8.lazy.map { $0 }) == [1, 2])
  }
}

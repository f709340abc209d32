import Foundation
import Testing

@testable import Records

@Suite struct JSONReaderTests {
  @Test(arguments: [
    "0", "-0.5", "1e-3", "12345678901", "\"\"", "\"a\\n\\\"\\\\\\/\\u00e9\\ud83d\\ude00ü\"", "[]",
    "{}", "[1, [true ,false],null]", "{\"a\":{\"b\":[1,2.5e10]}, \"c\" : \"d\"}", " \t\r\n[ ] ",
  ])
  func readsWhatFoundationReads(text: String) throws {
    let expected = try JSONDecoder().decode(
      JSONValue.self, from: Data(text.utf8))
    #expect(try JSONReader.value(of: text) == expected)
  }

  @Test(arguments: [
    "", "[", "[1,]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "1e", "tru", "nul",
    "\"a", "\"\\x\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\u12g4\"",
    "\"a\nb\"", "[1] 2", "1e999", "NaN", "-", String(repeating: "[", count: 100_000),
  ])
  func refusesWhatIsNoJSON(text: String) {
    #expect(throws: JSONReader.Invalid.self) { try JSONReader.value(of: text) }
  }

  @Test func namesThePlace() {
    #expect(throws: JSONReader.Invalid(offset: 6)) { try JSONReader.value(of: "[1, 2 x]") }
  }

  @Test func readsBackWhatTheCanonicalFormWrites() throws {
    let value: JSONValue = [
      "numbers": [0.1, -1e-300, 123_456_789, 0.30000001192092896],
      "text": "\u{0}\u{1F}\"\\ü\u{1F600}",
      "nothing": .null,
    ]
    #expect(try JSONReader.value(of: CanonicalJSON.text(value)) == value)
  }
}

import Records
import Testing

@testable import Lessons

@Suite struct ConstraintRewritingTests {
  @Test(
    arguments: [
      ("46", 47, "47"), ("0.5", 0.69267, "0.7"), ("0.50", 0.69267, "0.69"),
      ("0.5 ± 1e-4", 0.69267, "0.6927 ± 1e-4"),
      ("0.5 ± 2e-6", 0.65219843, "0.652198 ± 2e-6"),
      ("0.50000 +-  1e-4", 0.6926698, "0.69267 +-  1e-4"),
      ("0.5+-0.1", 0.71234, "0.7+-0.1"), ("5e-5", 0.000123, "1e-4"), ("1.5e-4", 2.26e-4, "2.3e-4"),
      ("1e3", 2500, "2.5e3"), ("0.1234", -0.00001, "0.0000"), ("-0.5", 0.25, "0.2"),
      ("0.0", 12.34, "12.3"),
      ("\"a\"", "say \"no\" # \\", "\"say \\\"no\\\" # \\\\\""), ("true", false, "false"),
      ("[1,  2, 3]", [1, 7, 3], "[1,  7, 3]"), ("[1, 2]", [3, 4, 5], "[3, 4, 5]"),
      ("[1, 2, 3]", [1], "[1]"), ("[]", [1, 2], "[1, 2]"), ("[]", ["a"], "[\"a\"]"),
      ("[0.50, 0.60] ± 0.01", [0.505, 0.7123], "[0.50, 0.71] ± 0.01"),
      ("[0.01, 0.02]", [0.01, 0.0345, 0.1], "[0.01, 0.03, 0.10]"),
      ("[[244, 6], [242, 8]]", [[240, 10], [242, 8]], "[[240, 10], [242, 8]]"),
      ("[\"a, ]\", \"b\"]", ["a, ]", "c"], "[\"a, ]\", \"c\"]"),
      ("[< 3, 4]", [2, 5], "[< 3, 5]"), ("[ ]", [true], "[true]"),
    ] as [(String, JSONValue, String)])
  func keepsTheFormOfWhatIsWritten(text: String, value: JSONValue, expected: String) throws {
    let new = try ConstraintRewriting().text(text, for: value)
    #expect(new == expected)
    let constraint = try ConstraintParser.parse(new).get()
    #expect(constraint.evaluate(value).verdict == .pass)
  }

  @Test func writesTheDigestOfTheBits() throws {
    let value: JSONValue = [1, 2]
    let old = "sha256:" + String(repeating: "0", count: 64)
    #expect(
      try ConstraintRewriting().text(old, for: value)
        == "sha256:\(CanonicalJSON.sha256(value))")
  }

  @Test(
    arguments: [
      ("< 0.3", 0.5), ("0.1 .. 0.3", 0.5), ("decreasing", [1, 2]), ("/a/", "b"),
      ("= other.path", 3), ("finite", "a"), ("[1, < 3]", [1, 5]), ("[< 3]", [1, 5]), ("46", 46.5),
      ("46", "46"), ("\"a\"", 3), ("\"a\"", "\u{1B}[31m"), ("[1]", 1), ("[ ", [1]),
    ] as [(String, JSONValue)])
  func leavesConditionsAndOtherKindsToTheAuthor(text: String, value: JSONValue) {
    #expect(throws: ConstraintRewriting.Refusal.self) {
      _ = try ConstraintRewriting().text(text, for: value)
    }
  }

  @Test(arguments: ["[]", "[ ]", "[1]", "[ 1 ,2]", "[[1, 2],[3]] ± 4", "[\"a,]\", /b]/]  +- 1"])
  func putsAListTogetherAsItWas(text: String) throws {
    let list = try #require(ListText(text))
    #expect(list.items.isEmpty ? text.hasPrefix("[") : list.text == text)
  }
}

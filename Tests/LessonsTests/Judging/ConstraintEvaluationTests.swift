import Records
import Testing

@testable import Lessons

struct EvaluationCase: Sendable, CustomTestStringConvertible {
  let constraint: String
  let value: JSONValue?
  let verdict: Verdict
  /// What the message must contain.
  let message: String

  init(_ constraint: String, _ value: JSONValue?, _ verdict: Verdict, _ message: String = "") {
    (self.constraint, self.value) = (constraint, value)
    (self.verdict, self.message) = (verdict, message)
  }

  var testDescription: String { "\(constraint) of \(value.map { "\($0)" } ?? "nothing")" }
}

private let nan = JSONValue.number(.nan)

private let cases: [EvaluationCase] = [
  .init("3", 3, .pass),
  .init("3", 3.0000001, .fail, "would pass"),
  .init("0.50", 0.504, .pass),
  .init("0.50", 0.505, .pass),
  .init("0.50", 0.5051, .fail, "off by 0.0051"),
  .init("0.011", 0.011, .pass),
  .init("5e-5", 5.4e-5, .pass),
  .init("5e-5", 5.6e-5, .fail),
  .init("-0.0", -0.04, .pass),
  .init("0.011 ± 0.0005", 0.0115, .pass),
  .init("0.011 ± 0.0005", 0.0105, .pass),
  .init("0.011 ± 0.0005", 0.01151, .fail, "± 0.00051 would pass"),
  .init("0.5 ± 0", 0.5, .pass),
  .init("0.5 ± 0", .number(0.5.nextUp), .fail),
  .init("3", .number(3.0.nextUp), .fail),
  .init("0.4 .. 0.6", 0.4, .pass),
  .init("0.4 .. 0.6", 0.6, .pass),
  .init("0.4 .. 0.6", 0.61, .fail, "is 0.61"),
  .init("0.4 .. 0.6", 0.61, .fail, "0.01 above the range"),
  .init("0.4 .. 0.6", 0.3, .fail, "0.1 below the range"),
  .init("< 0.3", 0.3, .fail, "is 0.3, the bound itself"),
  .init("< 0.3", 0.45, .fail, "off by 0.15"),
  .init("<= 0.3", 0.3, .pass),
  .init("> 0", 0, .fail),
  .init(">= 0", 0, .pass),
  .init("\"a\"", "a", .pass),
  .init("\"a\"", "b", .fail, "is \"b\""),
  .init("true", true, .pass),
  .init("true", false, .fail),
  .init("decreasing", [3, 2, 1], .pass),
  .init("decreasing", [3, 2, 2], .fail, "[2] is 2, not below 2"),
  .init("decreasing", [3, 4, 4, 6], .fail, "[1] is 4, not below 3 before it; 3 places of 4"),
  .init("decreasing", [3, 4, 4, 6], .fail, "by up to 2"),
  .init("increasing", [1, 2, 1.5], .fail, "[2] is 1.5, not above 2"),
  .init("finite", [1, [2, 3]], .pass),
  .init("[1, 2]", [1, 2], .pass),
  .init("[1, 2]", [1, 2, 3], .fail, "has 3 values, not 2"),
  .init("[1.0, 2.0, 3.0]", [1, 2.5, 3.7], .fail, "[1] is 2.5"),
  .init("[1.0, 2.0, 3.0]", [1, 2.5, 3.7], .fail, "2 of 3 differ, the largest off by 0.7"),
  .init("[[1.0, 2.0], [3.0]] ± 0.1", [[1, 2.5], [4]], .fail, "[0][1] is 2.5, off by 0.5; 2 of"),
  .init("[[1.0, 2.0], [3.0]] ± 0.1", [[1, 2.5], [4]], .fail, "the largest off by 1; ± 1 would"),
  .init("[1.0, 2.0] ± 0.5", [1.5, 2.5], .pass),
  // Sixty characters are shown whole, of which two are quotes; what has more is cut.
  .init("= other.value", .string(String(repeating: "x", count: 58)), .fail, "xx\", and"),
  .init("= other.value", .string(String(repeating: "x", count: 59)), .fail, "xx…, and"),
  .init("/great|good/", "a great movie", .pass),
  .init("/^great/", "a great movie", .fail, "a great movie"),
  .init("= other.value", 7, .pass),
  .init("= other.value", 8, .fail, "`other.value` is 7"),
  .init("= other.list", [1, 2, 3], .pass),
  .init("= other.list", [1, 2.5, 4], .fail, "[1] is 2.5, and `other.list[1]` is 2; 2 of 3 differ"),
  .init("= other.list", [1, 2.5, 4], .fail, "the largest by 1"),
  .init("= other.list", [1], .fail, "`other.list` is [1,2,3]"),
  // NaN satisfies nothing.
  .init("3", nan, .fail, "is not a number (NaN)"),
  .init("0.5 ± 1e9", nan, .fail), .init("0 .. 1", nan, .fail),
  .init("< 1", nan, .fail), .init(">= 1", nan, .fail), .init("finite", nan, .fail),
  .init("decreasing", [2, nan], .fail), .init("increasing", [nan, 2], .fail),
  .init("[1]", [nan], .fail),
  .init("finite", .number(.infinity), .fail),
  // What cannot be evaluated is never a "no".
  .init("3", nil, .error, "nothing at this path"),
  .init("3", "3", .error, "is text"),
  .init("\"a\"", 3, .error, "is a number"),
  .init("true", 1, .error), .init("true", "true", .error),
  .init("< 3", [1, 2], .error, "is a list"),
  .init("decreasing", 3, .error), .init("decreasing", ["a"], .error),
  .init("decreasing", [1], .error, "needs two"),
  .init("finite", "a", .error), .init("finite", [1, nil1], .error),
  .init("[1]", 1, .error), .init("[1, \"a\"]", [1, 2], .error, "[1] is a number"),
  .init("/a/", 1, .error), .init("= no.where", 1, .error, "`no.where`"),
  .init("/^(a+)+$/", .string(String(repeating: "a", count: 60) + "b"), .error, "too many steps"),
]
private let nil1 = JSONValue.null

@Suite struct ConstraintEvaluationTests {
  @Test(arguments: cases)
  func judges(_ example: EvaluationCase) throws {
    let constraint = try ConstraintParser.parse(example.constraint).get()
    let others: [String: JSONValue] = ["other.value": 7, "other.list": [1, 2, 3]]
    let result = constraint.evaluate(example.value) { others[$0] }
    #expect(result.verdict == example.verdict, "\(result)")
    #expect(
      example.message.isEmpty || result.message?.contains(example.message) == true, "\(result)")
    #expect((result.message == nil) == (result.verdict == .pass))
  }

  /// A text is not given up for its length: only a pattern that tries the same places over and over is.
  @Test func searchesATextToItsEnd() throws {
    let text = String(repeating: "a long review ", count: 50)
    let pattern = Constraint.matches(regex: "good|bad")
    #expect(pattern.evaluate(.string(text + "good")).verdict == .pass)
    #expect(pattern.evaluate(.string(text)).verdict == .fail)
    let endless = Constraint.matches(regex: "^(a+)+$").evaluate(
      .string(String(repeating: "a", count: 200) + "b"))
    #expect(endless == .error("/^(a+)+$/ takes too many steps on this text"))
  }

  @Test func searchesTextsOfUpTo65536Bytes() throws {
    let pattern = Constraint.matches(regex: "y")
    let text = String(repeating: "x", count: 65_535) + "y"
    #expect(pattern.evaluate(.string(text)).verdict == .pass)
    let longer = pattern.evaluate(.string("x" + text))
    #expect(longer == .error("is too long to be searched"))
  }

  @Test func comparesTheExactBitsByDigest() throws {
    let value: JSONValue = [0.1, 0.2]
    let digest = try CanonicalJSON.sha256(value)
    #expect(Constraint.sha256(digest).evaluate(value).verdict == .pass)
    let other = Constraint.sha256(digest).evaluate([0.1, 0.25])
    #expect(other.verdict == .fail)
    #expect(other.message?.contains("sha256:") == true)
  }

  @Test(arguments: [0.1, 0.0051, 0.000999, 1.0 / 3, 12345.678, 9.99, 1e-12, 0.15])
  func offersAToleranceThatPasses(difference: Double) throws {
    let offered = try #require(Double(Constraint.passing(difference)))
    #expect(offered >= difference)
    #expect(offered <= difference * 1.2)
  }

  // MARK: - What cannot fail

  private func constraint(_ text: String) throws -> Constraint {
    try ConstraintParser.parse(text).get()
  }

  @Test(arguments: [
    "0.5 ± 1e30", "0 ± 101", "-1e30 .. 1e30", "< 1e30", "<= 1e12", "> -1e30", ">= -1e12", "/.*/",
    "/^/", "/x*/", "[0.5 ± 1e30, 1]", "[1, 2] ± 1e9",
  ])
  func knowsWhatCannotFail(text: String) throws {
    #expect(try constraint(text).futility != nil)
  }

  @Test(arguments: [
    "0.5", "0.5 ± 1", "0 ± 1", "0 ± 100", "46 ± 50", "1e6 ± 1e7", "0 .. 1", "-5 .. 5", "< 1e9",
    "> 0", ">= 0", "/a/",
    "/^$/", "finite", "decreasing", "true", "\"a\"", "[0.5 ± 1, 1]", "= a.b", "< a.b",
  ])
  func takesWhatMayFail(text: String) throws { #expect(try constraint(text).futility == nil) }

  @Test func knowsAHiddenValueThatIsHiddenInEverything() throws {
    func hidden(_ tolerance: Double) throws -> Constraint {
      .hidden(try #require(HiddenValue(hiding: 5, tolerance: tolerance, salt: [1])))
    }
    #expect(try hidden(1e12).futility == "its tolerance is 1e+12")
    #expect(try hidden(1e11).futility == nil)
  }

  @Test func comparesWithAnotherPlace() throws {
    let less = try constraint("< guess.mse")
    let lookup = { (path: String) -> JSONValue? in path == "guess.mse" ? 0.5 : nil }
    #expect(less.evaluate(0.25, lookup: lookup).verdict == .pass)
    let failed = less.evaluate(0.75, lookup: lookup)
    #expect(failed.verdict == .fail)
    #expect(failed.message == "is 0.75, off by 0.25, where `guess.mse` is 0.5")
    // What is not there, or no number, is no "no".
    #expect(less.evaluate(0.25).verdict == .error)
    #expect(less.evaluate(0.25, lookup: { _ in "a word" }).verdict == .error)
    #expect(less.evaluate(0.25, lookup: { _ in nan }).verdict == .error)
    #expect(less.evaluate("a word", lookup: lookup).verdict == .error)
  }

  @Test func knowsAPlaceComparedWithItself() throws {
    let path = try #require(ResultPath("a.losses"))
    #expect(try constraint("= a.losses").comparesWithItself(at: path))
    #expect(try constraint("< a.losses").comparesWithItself(at: path))
    #expect(try constraint("[1, = a.losses[1]]").comparesWithItself(at: path))
    #expect(try !constraint("[1, = a.losses[0]]").comparesWithItself(at: path))
    #expect(try !constraint("= b.losses").comparesWithItself(at: path))
  }

  @Test(arguments: [
    ("finite", true), ("46 ± 1e9", true), ("> -1e30", true), ("true", true), ("decreasing", true),
    ("/a/", true), ("[1]", true), ("> 0", false), (">= -1", false), ("< 0", false),
  ])
  func knowsWhatMarksNoAnswer(text: String, isCertain: Bool) throws {
    #expect(try constraint(text).uselessness?.isCertain == isCertain)
  }

  @Test(arguments: ["46", "0.5 ± 0.1", "< 0.3", "> 2", "0 .. 1", "= a.b"])
  func takesWhatMarksAnAnswer(text: String) throws {
    #expect(try constraint(text).uselessness == nil)
  }
}

import Records
import Testing

@testable import Lessons

@Suite struct ScalarTests {
  private let parameters: [String: JSONValue] = ["rows": 24, "name": "x"]

  @Test(
    arguments: [
      ("5e-5", .number(5e-5)), ("-3", .number(-3)), ("true", .bool(true)), ("null", .null),
      ("9_1", .string("9_1")), ("0x10", .string("0x10")), ("inf", .string("inf")),
      ("nan", .string("nan")), ("$rows", .number(24)), ("$name", .string("x")),
      ("$$rows", .string("$rows")), ("costs $rows", .string("costs $rows")),
    ] as [(String, JSONValue)])
  func readsPlainScalars(text: String, value: JSONValue) throws {
    #expect(try Scalar(text, isPlain: true, parameters: parameters).value == value)
  }

  @Test func readsQuotedScalarsAsTheyStand() throws {
    for text in ["24", "true", "$rows", "$$"] {
      #expect(try Scalar(text, isPlain: false, parameters: parameters).value == .string(text))
    }
  }

  @Test func remembersTheParameter() throws {
    #expect(try Scalar("$rows", isPlain: true, parameters: parameters).parameter == "rows")
    #expect(try Scalar("$$rows", isPlain: true, parameters: parameters).parameter == nil)
  }
}

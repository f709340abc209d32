import Testing

@testable import Lessons

@Suite struct HiddenValueTests {
  private let salt = [UInt8](0..<16)

  @Test(arguments: [-1.0, -0.0004, 0, 0.0123, 0.6927, 17.5, 123456.789])
  func takesWhatIsWithinTheToleranceAndNothingFromTwiceOfItOn(value: Double) throws {
    let hidden = try #require(HiddenValue(hiding: value, tolerance: 0.001, salt: salt))
    for part in stride(from: -0.99, through: 0.99, by: 0.09) {
      #expect(hidden.isMet(by: value + part * 0.001), "\(part)")
    }
    for part in [-50, -3, -2.001, 2.001, 3, 50] {
      #expect(!hidden.isMet(by: value + part * 0.001), "\(part)")
    }
  }

  @Test func takesAValueWithoutAToleranceExactly() throws {
    let hidden = try HiddenValue(typed: "46", salt: salt)
    #expect(hidden.isMet(by: 46))
    #expect(!hidden.isMet(by: 46.000001) && !hidden.isMet(by: 47))
    #expect(try HiddenValue(typed: "0", salt: salt).isMet(by: -0.0))
  }

  @Test func isReadFromWhatItWrites() throws {
    for typed in ["46", "0.6927", "0.6927 ± 0.001", "-3e-9 +- 1e-12"] {
      let hidden = try HiddenValue(typed: typed, salt: salt)
      #expect(HiddenValue(hidden.description) == hidden, "\(hidden)")
      let constraint = try ConstraintParser.parse(hidden.description).get()
      #expect(constraint == .hidden(hidden))
    }
  }

  @Test func showsNeitherTheValueNorThatTwoAreEqual() throws {
    let one = try HiddenValue(typed: "0.6927 ± 0.001", salt: salt)
    let other = try HiddenValue(typed: "0.6927 ± 0.001", salt: salt.reversed())
    #expect(!one.description.contains("6927"))
    #expect(one.description.suffix(64) != other.description.suffix(64))
  }

  @Test func judgesAsAConstraint() throws {
    let constraint = Constraint.hidden(try HiddenValue(typed: "0.5 ± 0.1", salt: salt))
    #expect(constraint.evaluate(0.45).verdict == .pass)
    #expect(constraint.evaluate(0.9).message == "is 0.9, not the hidden value")
    #expect(constraint.evaluate(.number(.nan)).verdict == .fail)
    #expect(constraint.evaluate("0.5").verdict == .error)
  }

  @Test(arguments: [
    "hidden:", "hidden:0.1", "hidden:-1:00:00", "hidden:nan:" + hex(32) + ":" + hex(64),
    "hidden:0.10:" + hex(32) + ":" + hex(64), "hidden:0.1:" + hex(32) + ":" + hex(63),
    "hidden:0.1:" + hex(31) + ":" + hex(64), "hidden:0.1:" + hex(32) + ":" + hex(64) + ":x",
  ])
  func refusesWhatItDidNotWrite(text: String) {
    guard case .failure(let error) = ConstraintParser.parse(text) else {
      Issue.record("\(text) was read")
      return
    }
    #expect(error.message == "a hidden value is written as `lesson hide` prints it")
  }

  @Test(arguments: ["", "ln 2", "< 0.3", "\"a\"", "1e300 ± 1e-300", "0.4 .. 0.5"])
  func hidesNumbersAlone(text: String) {
    #expect(throws: UsageError.self) { try HiddenValue(typed: text, salt: salt) }
  }

  private static func hex(_ count: Int) -> String { String(repeating: "a", count: count) }
}

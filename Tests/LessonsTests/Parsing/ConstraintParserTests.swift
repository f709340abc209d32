import Testing

@testable import Lessons

@Suite struct ConstraintParserTests {
  private static let readings: [(String, Constraint)] = [
    ("3", .equals(3, places: nil)),
    ("-3", .equals(-3, places: nil)),
    ("−0.5", .equals(-0.5, places: 1)),
    ("−0.5 ± 0.01", .near(-0.5, tolerance: 0.01)),
    ("> −2", .compared(.greater, -2)),
    ("0.50", .equals(0.5, places: 2)),
    ("1.5e-4", .equals(1.5e-4, places: 5)),
    ("5e-5", .equals(5e-5, places: 5)),
    ("1e3", .equals(1000, places: nil)),
    ("1.0e1", .equals(10, places: 0)),
    ("1.5e3", .equals(1500, places: nil)),
    ("0.5 ± 1e-4", .near(0.5, tolerance: 1e-4)),
    ("0.5 +- 1e-4", .near(0.5, tolerance: 1e-4)),
    ("0.5±0", .near(0.5, tolerance: 0)),
    ("0.4 .. 0.6", .between(0.4, 0.6)),
    ("1..2", .between(1, 2)),
    ("1 .. 1", .between(1, 1)),
    ("-1 .. -0.5", .between(-1, -0.5)),
    ("< 0.3", .compared(.less, 0.3)),
    ("< guess.baseline.mse", .comparedWith(.less, path: "guess.baseline.mse")),
    (">=9_1.losses[-1]", .comparedWith(.greaterOrEqual, path: "9_1.losses[-1]")),
    ("<=0.3", .compared(.lessOrEqual, 0.3)),
    ("> 0", .compared(.greater, 0)),
    (">= 2", .compared(.greaterOrEqual, 2)),
    ("\"positive\"", .text("positive")),
    ("\"a \\\"b\\\" \\\\ # \\n\"", .text("a \"b\" \\ # \n")),
    ("true", .boolean(true)),
    ("false", .boolean(false)),
    ("decreasing", .decreasing),
    ("increasing", .increasing),
    ("finite", .finite),
    ("[]", .list([])),
    ("[1, \"a\", [true]]", .list([.equals(1, places: nil), .text("a"), .list([.boolean(true)])])),
    ("[0.5 ± 0.1, < 3]", .list([.near(0.5, tolerance: 0.1), .compared(.less, 3)])),
    ("[1.0, 2] ± 0.1", .list([.near(1, tolerance: 0.1), .near(2, tolerance: 0.1)])),
    ("[= a.b[0], = a.c]", .list([.same(as: "a.b[0]"), .same(as: "a.c")])),
    ("/a\\/[bc]+$/", .matches(regex: "a\\/[bc]+$")),
    ("= predict.dataset_label", .same(as: "predict.dataset_label")),
    ("= a.\"b, c d]\".e", .same(as: "a.\"b, c d]\".e")),
    ("< a.\"b c\"", .comparedWith(.less, path: "a.\"b c\"")),
    ("[= a.\"b c\", 1]", .list([.same(as: "a.\"b c\""), .equals(1, places: nil)])),
    ("sha256:" + String(repeating: "aF", count: 32), .sha256(String(repeating: "af", count: 32))),
  ]

  @Test(arguments: readings)
  func reads(text: String, constraint: Constraint) {
    #expect(ConstraintParser.parse(text) == .success(constraint))
  }

  @Test func readsListsInListsUpToEight() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
    }
    var eight = Constraint.equals(1, places: nil)
    for _ in 0..<8 { eight = .list([eight]) }
    #expect(ConstraintParser.parse(nested(8)) == .success(eight))
    guard case .failure(let error) = ConstraintParser.parse(nested(9)) else {
      return #expect(Bool(false))
    }
    #expect(error.message == "lists are nested too deeply" && error.offset == 8)
  }

  /// `«…»` marks what is complained about; a note must contain the second text.
  private static let refusals: [(String, String)] = [
    ("«»", "decreasing"),
    ("«positive»", "\"positive\""),
    ("«incresing»", "`increasing`"),
    ("«nan»", ""),
    ("«NaN»", ""),
    ("«inf»", ""),
    ("«≤» 3", ""),
    ("0.5 ± «»", ""),
    ("0.5 ± «-»1", ""),
    ("0.6 .. «0».4", ""),
    ("< «x»", ""),
    ("1 «2»", ""),
    ("1«,032»", "a comma parts neither thousands nor decimals"),
    ("0.5«.»", ""),
    ("«\"»abc", ""),
    ("\"a«\\»x\"", ""),
    ("«[»1, 2", ""),
    ("[1 «2»]", ""),
    ("«[\"a\"] ± 1»", ""),
    ("«/»a", ""),
    ("«/(/»", ""),
    ("= «0.5»", "`0.5`"),
    ("= «label»", "step.metric"),
    ("= «»", "step.metric"),
    ("«sha256:abc»", ""),
    ("«1e999»", ""),
    ("1e«»", ""),
  ]

  @Test(arguments: refusals)
  func refusesWithAPlace(marked: String, note: String) {
    let marked = MarkedText(marked)
    guard case .failure(let error) = ConstraintParser.parse(marked.text) else {
      Issue.record("it was read")
      return
    }
    let range = marked.ranges[0]
    #expect(error.offset == range.lowerBound.column - 1)
    let length = range.upperBound.column - range.lowerBound.column
    #expect(error.length == max(1, length) || error.offset + length == marked.text.utf8.count)
    #expect(note.isEmpty || error.notes.contains { $0.contains(note) }, "\(error)")
  }
}

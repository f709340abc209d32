import Records
import Testing

@testable import Lessons

@Suite struct ConstraintFitTests {
  private static let numbers = ResultShape.list(.number)

  /// What each constraint can be judged by.
  private static let fits: [(String, [String])] = [
    ("0.5", ["number"]), ("0.5 ± 0.1", ["number"]), ("0 .. 1", ["number"]), ("< 3", ["number"]),
    ("< a.b", ["number"]), ("finite", ["number", "numbers", "table"]), ("\"a\"", ["text"]),
    ("/a/", ["text"]), ("true", ["boolean"]), ("decreasing", ["numbers"]),
    ("increasing", ["numbers"]), ("[1, 2]", ["numbers"]), ("[\"a\"]", ["texts"]),
    ("[[1], [2]]", ["table"]), ("[= a.b, 2]", ["numbers"]), ("= a.b", Array(shapes.keys)),
    ("sha256:\(String(repeating: "0", count: 64))", Array(shapes.keys)),
  ]

  private static let shapes: [String: ResultShape] = [
    "number": .number, "text": .text, "boolean": .boolean, "numbers": numbers,
    "texts": .list(.text), "table": .list(numbers), "object": .object([:]),
    "any": .byAnyKey(.number),
  ]

  @Test(arguments: fits.indices)
  func knowsWhichValuesItSpeaksOf(index: Int) throws {
    let (text, kinds) = Self.fits[index]
    let constraint = try ConstraintParser.parse(text).get()
    for (name, shape) in Self.shapes {
      let misfit = constraint.misfit(with: shape)
      #expect((misfit == nil) == kinds.contains(name), "\(text) and \(name): \(misfit ?? "")")
    }
  }
}

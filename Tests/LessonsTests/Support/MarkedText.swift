import Lessons

/// A text in which `«` and `»` mark the ranges that a test expects, so that nobody counts columns.
struct MarkedText: Sendable {
  /// The text without its marks.
  let text: String
  /// The marked ranges, in order.
  let ranges: [SourceRange]

  init(_ marked: String) {
    var text = ""
    var ranges: [SourceRange] = []
    var start: SourceLocation?
    var place = SourceLocation(line: 1, column: 1)
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "«": start = place
      case "»":
        if let start { ranges.append(SourceRange(start, place)) }
      default:
        text.unicodeScalars.append(scalar)
        place.column += UTF8.width(scalar)
        if scalar == "\n" { place = SourceLocation(line: place.line + 1, column: 1) }
      }
    }
    (self.text, self.ranges) = (text, ranges)
  }
}

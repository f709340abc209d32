import Foundation
import Records

/// Searches a text for a lesson's regular expression, and gives up on one that backtracks without
/// end: a lesson is not trusted with the machine's time.
enum BoundedRegex {
  /// ICU reports every 10,000 steps of its matcher; a search of a sentence takes a few hundred.
  ///
  /// It also reports each place of the text that a match might begin at, which comes on top.
  private static let reports = 100
  private static let textLimit = 1 << 16

  static func evaluate(_ pattern: String, _ value: JSONValue) -> ConstraintResult {
    guard let text = value.string else {
      return .error("is a \(value.kind), and a pattern speaks of text")
    }
    guard text.utf8.count <= textLimit else { return .error("is too long to be searched") }
    guard let regex = try? NSRegularExpression(pattern: pattern) else {
      return .error("/\(pattern)/ is no regular expression")
    }
    var found = false
    var reported = 0
    var gaveUp = false
    let whole = NSRange(text.startIndex..., in: text)
    let mostReports = reports + whole.length
    regex.enumerateMatches(in: text, options: [.reportProgress], range: whole) {
      match, flags, stop in
      if match != nil {
        found = true
        stop.pointee = true
      } else if flags.contains(.progress) {
        reported += 1
        gaveUp = reported > mostReports
        stop.pointee = ObjCBool(gaveUp)
      } else if flags.contains(.internalError) {
        gaveUp = true
      }
    }
    if !found, gaveUp { return .error("/\(pattern)/ takes too many steps on this text") }
    return .when(found, else: "is \"\(text)\"")
  }
}

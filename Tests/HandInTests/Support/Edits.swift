import Foundation
import Report
import Testing

/// Changes a hand-in as somebody would who does not run the program.
enum Edits {
  /// The first place of a text changed on the page alone.
  static func page(_ page: String, _ old: String, _ new: String) throws -> String {
    let start = try #require(page.range(of: old), "\(old) is not on the page")
    let carried = try #require(page.range(of: "<template id=\"lesson-record\">"))
    try #require(start.upperBound <= carried.lowerBound, "\(old) is only in the record")
    return page.replacingCharacters(in: start, with: new)
  }

  /// The first place of a text changed in the carried record alone.
  static func record(_ page: String, _ old: String, _ new: String) throws -> String {
    let carried = try #require(page.range(of: "<template id=\"lesson-record\">"))
    let place = try #require(
      page.range(of: old, range: carried.upperBound..<page.endIndex), "\(old) is not in the record")
    return page.replacingCharacters(in: place, with: new)
  }
}

import Base
import Foundation

/// The place in a page where it carries its record, and the form in which it does.
package enum CarriedText {
  static let opening = "<template id=\"lesson-record\">"
  static let closing = "</template>"

  /// A page taken apart.
  package struct Page: Sendable {
    /// The page without what it carries.
    package var page: String
    /// What it carries, JSON.
    package var carried: String
  }

  /// A page put together from its two parts.
  static func page(_ page: String, carrying json: String) -> String {
    guard let place = page.utf8Range(of: opening + closing) else { return page }
    var page = page
    page.insert(
      contentsOf: json, at: page.utf8.index(place.lowerBound, offsetBy: opening.utf8.count))
    return page
  }

  /// A page's two parts; `nil` where it carries nothing.
  package static func parts(of text: String) -> Page? {
    guard let start = text.utf8Range(of: opening),
      let end = text[start.upperBound...].utf8Range(of: closing)
    else { return nil }
    return Page(
      page: String(text[..<start.upperBound]) + String(text[end.lowerBound...]),
      carried: String(text[start.upperBound..<end.lowerBound]))
  }

  /// JSON that no page, mail filter or terminal acts on: the same JSON with escapes.
  static func inert(_ json: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      if scalar != "<", scalar != ">", scalar != "&", !VisibleText.acts(scalar) {
        out.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          let hex = String(unit, radix: 16)
          let padded = "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
          out.append(contentsOf: padded.unicodeScalars)
        }
      }
    }
    return String(out)
  }
}

extension StringProtocol {
  /// The first place of some bytes; characters that combine with them are no obstacle.
  func utf8Range(of text: String) -> Range<Index>? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return nil }
    var rest = utf8[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: wanted) {
        return start..<utf8.index(start, offsetBy: wanted.count)
      }
      rest = rest.dropFirst()
    }
    return nil
  }
}

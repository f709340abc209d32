import Records
import Report

/// Where a page is not the one that its record makes, place by place.
enum PageComparison {
  private static let limit = 20

  static func findings(expected: String, given: String, record: RunRecord) -> [Finding] {
    let wanted = PageTokens(CarriedText.parts(of: expected)?.page ?? expected).tokens
    let found = PageTokens(CarriedText.parts(of: given)?.page ?? given).tokens
    let differences = differences(wanted, found)
    let places = PagePlaces(wanted, at: differences.map(\.index))
    var findings = zip(differences, places.places).prefix(limit).map { difference, place in
      finding(difference, place, record)
    }
    if differences.count > limit {
      findings.append(
        Finding(
          subject: .page("further places"), detail: "\(differences.count - limit) more differ"))
    }
    return findings
  }

  /// A stretch of the expected page that is another in the given one.
  private struct Difference {
    /// The first token of the expected page that differs, or that something stands before.
    var index: Int
    var wanted: ArraySlice<PageTokens.Token>
    var found: ArraySlice<PageTokens.Token>
  }

  private static func differences(_ wanted: [PageTokens.Token], _ found: [PageTokens.Token])
    -> [Difference]
  {
    if wanted.count == found.count {
      let differing = wanted.indices.filter { wanted[$0].bytes != found[$0].bytes }
      // A page whose elements agree: each differing text is a place of its own.
      if differing.allSatisfy({ wanted[$0].kind == found[$0].kind }) {
        return differing.map {
          Difference(index: $0, wanted: wanted[$0...$0], found: found[$0...$0])
        }
      }
    }
    let shorter = min(wanted.count, found.count)
    var start = 0
    while start < shorter, wanted[start].bytes == found[start].bytes { start += 1 }
    var end = 0
    while end < shorter - start,
      wanted[wanted.count - 1 - end].bytes == found[found.count - 1 - end].bytes
    { end += 1 }
    guard start < wanted.count - end || start < found.count - end else { return [] }
    return [
      Difference(
        index: start, wanted: wanted[start..<wanted.count - end],
        found: found[start..<found.count - end])
    ]
  }

  private static func finding(_ difference: Difference, _ place: PagePlace, _ record: RunRecord)
    -> Finding
  {
    let wanted = words(difference.wanted)
    let found = words(difference.found)
    let (shownFound, shownWanted) = Excerpt.around(found, wanted)
    let detail =
      if wanted.utf8.elementsEqual(found.utf8) {
        "the page’s markup or drawing was edited\(place.inside)"
      } else if wanted.filter({ !$0.isWhitespace }) == found.filter({ !$0.isWhitespace }) {
        "white space was edited\(place.inside)"
      } else {
        "the page says \(shownFound), the record says \(shownWanted)\(place.inside)"
      }
    return Finding(subject: subject(place, wanted: wanted, record), detail: detail)
  }

  private static func subject(_ place: PagePlace, wanted: String, _ record: RunRecord)
    -> Finding.Subject
  {
    if place.isStudent { return .student }
    if let answer = place.answer { return .answer(answer) }
    if let step = place.step {
      let path = record.step(step).flatMap { ResultSearch.path(of: wanted, in: $0) }
      return .figure(step: step, path: path)
    }
    if let row = place.row, row.contains("SHA-256") || row.contains("fingerprint") {
      return .digest(row)
    }
    if place.column?.contains("SHA-256") == true { return .digest(place.row ?? "of a file") }
    return .page(place.name)
  }

  /// What a reader sees of some tokens.
  private static func words(_ tokens: ArraySlice<PageTokens.Token>) -> String {
    var seen: [String] = []
    var isStyle = false
    for token in tokens.prefix(400) {
      switch token.kind {
      case .tag: isStyle = token.text.hasPrefix("<style")
      case .text: if !isStyle { seen.append(token.text) }
      }
    }
    return seen.joined(separator: " ")
  }
}

/// The parts of two texts in which they differ.
enum Excerpt {
  private static let length = 60

  /// Both in quotation marks, cut to what is around the first difference; `nothing` for an empty
  /// one.
  static func around(_ first: String, _ second: String) -> (String, String) {
    let a = Array(VisibleText.of(first).unicodeScalars)
    let b = Array(VisibleText.of(second).unicodeScalars)
    let common = zip(a, b).prefix { $0 == $1 }.count
    let start = max(a.count, b.count) <= length ? 0 : max(0, common - 20)
    return (cut(a, from: start), cut(b, from: start))
  }

  private static func cut(_ scalars: [Unicode.Scalar], from start: Int) -> String {
    guard !scalars.isEmpty else { return "nothing" }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars.dropFirst(start).prefix(length))
    let text = OneLine.of(String(view))
    let end = start + length < scalars.count ? "…" : ""
    return "“\(start > 0 ? "…" : "")\(text)\(end)”"
  }
}

import Base

/// The first line of a directive: its word, its id and its attributes.
///
///     header    -> word id? attribute*
///     attribute -> name "=" value        (no spaces around the sign, no quotes)
struct DirectiveHeader {
  var kind: DirectiveKind
  /// Empty where the directive takes none.
  var id: Located<String>
  var attributes: [String: Located<String>]
  /// From the word to the last attribute.
  var range: SourceRange

  /// Text that holds no spaces, with its place.
  static func words(of text: Substring, at start: SourceLocation) -> [Located<String>] {
    var words: [Located<String>] = []
    var offset = 0
    for part in text.utf8.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == 0x20 || $0 == 0x09 })
    {
      if !part.isEmpty {
        let place = start.advanced(by: offset)
        words.append(
          Located(String(Substring(part)), at: SourceRange(place, place.advanced(by: part.count))))
      }
      offset += part.count + 1
    }
    return words
  }

  /// Reads a header whose first word is a directive's; `nil` where it cannot be used.
  init?(_ kind: DirectiveKind, words: [Located<String>], _ bag: inout DiagnosticBag) {
    guard let first = words.first, let last = words.last else { return nil }
    self.kind = kind
    range = SourceRange(first.range.lowerBound, last.range.upperBound)
    id = Located("", at: first.range)
    attributes = [:]
    var isSound = true
    for word in words.dropFirst() {
      if word.value.contains("=") {
        isSound = addAttribute(word, &bag) && isSound
      } else if kind.takesID, id.value.isEmpty {
        id = word
      } else {
        bag.error(
          "directive-syntax", at: word.range, "`\(word.value)` has no meaning here",
          notes: ["write \(kind.usage)"], losing: true)
        isSound = false
      }
    }
    if kind.takesID {
      if id.value.isEmpty {
        bag.error(
          "missing-id", at: first.range, "`\(kind.rawValue)` needs an id",
          notes: ["write \(kind.usage)"], losing: true)
        isSound = false
      } else if !Self.isID(id.value) {
        bag.error(
          "bad-id", at: id.range, "`\(id.value)` cannot be an id",
          notes: ["letters, digits, `-` and `_`, at most 64"], losing: true)
        isSound = false
      }
    }
    guard isSound else { return nil }
  }

  /// Letters, digits, `-` and `_`, starting with a letter or a digit, at most 64.
  static func isID(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, bytes.count <= 64, first != 0x2D, first != 0x5F else {
      return false
    }
    return bytes.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
      default: false
      }
    }
  }

  private mutating func addAttribute(
    _ word: Located<String>, _ bag: inout DiagnosticBag
  ) -> Bool {
    let parts = word.value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let start = word.range.lowerBound
    let nameRange = SourceRange(start, start.advanced(by: name.utf8.count))
    guard kind.attributes.contains(name) else {
      let allowed =
        kind.attributes.isEmpty
        ? "`\(kind.rawValue)` takes none"
        : "`\(kind.rawValue)` takes \(kind.attributes.map { "`\($0)`" }.joined(separator: ", "))"
      bag.error(
        "unknown-attribute", at: nameRange,
        "`\(kind.rawValue)` has no attribute `\(name)`",
        notes: NearestName.note(name, in: kind.attributes) + [allowed], losing: true)
      return false
    }
    guard attributes[name] == nil else {
      bag.error(
        "duplicate-attribute", at: nameRange, "`\(name)` is given twice", losing: true)
      return false
    }
    let value = String(parts[1])
    let valueStart = start.advanced(by: name.utf8.count + 1)
    guard !value.isEmpty else {
      bag.error(
        "attribute-value", at: word.range, "`\(name)=` has no value",
        notes: ["no space may stand around the `=`"], losing: true)
      return false
    }
    attributes[name] = Located(value, at: SourceRange(valueStart, word.range.upperBound))
    return true
  }
}

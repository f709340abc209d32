import Base
import Foundation

/// A place in prose that a run's value is put into: `{{train-head.mean_loss[0]:.4f}}`.
///
///     reference -> "{{" path (":" format)? "}}"
///     format    -> "." digit+ ("f" | "e" | "%") | "d" | ",d"
package struct ValueReference: Sendable, Equatable {
  /// How a number is written.
  ///
  /// Without a format it is written as the record writes it.
  package enum Format: Sendable, Equatable {
    case fixed(Int)
    case scientific(Int)
    case percent(Int)
    case whole
    /// A comma between thousands.
    case grouped
  }

  package var path: ResultPath
  package var format: Format?

  /// Reads what stands between the braces; `nil` where it is no reference.
  package init?(_ text: some StringProtocol) {
    var isQuoted = false
    let colon = text.firstIndex { character in
      if character == "\"" { isQuoted.toggle() }
      return character == ":" && !isQuoted
    }
    let parts = colon.map { [text[..<$0], text[text.index(after: $0)...]] } ?? [text[...]]
    guard let path = ResultPath(Self.trimmed(parts[0])) else { return nil }
    self.path = path
    guard parts.count == 2 else { return }
    guard let format = Self.format(Self.trimmed(parts[1])) else { return nil }
    self.format = format
  }

  /// A piece of prose: text as it stands, or a reference (with its text, braces included).
  package enum Piece: Sendable, Equatable {
    case text(String)
    case reference(ValueReference)
    /// Something between double braces that is no reference.
    case malformed(String)
  }

  /// Splits prose at its references.
  package static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = Substring(text)
    // Literally: an accent that combines with a brace makes it no other.
    while let open = rest.range(of: "{{", options: .literal),
      let close = rest[open.upperBound...].range(of: "}}", options: .literal)
    {
      if open.lowerBound > rest.startIndex {
        pieces.append(.text(String(rest[..<open.lowerBound])))
      }
      let inside = rest[open.upperBound..<close.lowerBound]
      if let reference = ValueReference(inside) {
        pieces.append(.reference(reference))
      } else {
        pieces.append(.malformed(String(rest[open.lowerBound..<close.upperBound])))
      }
      rest = rest[close.upperBound...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    return pieces
  }

  /// The value's text in this reference's format; `nil` where the format does not fit the value.
  package func text(of value: JSONValue) -> String? {
    switch (format, value) {
    case (nil, .number(let number)): CanonicalJSON.number(number)
    case (nil, .string(let text)): text
    case (nil, .bool(let bool)): bool ? "true" : "false"
    case (nil, _): nil
    case (.fixed(let places)?, .number(let number)): String(format: "%.\(places)f", number)
    case (.scientific(let places)?, .number(let number)): String(format: "%.\(places)e", number)
    case (.percent(let places)?, .number(let number)):
      String(format: "%.\(places)f%%", number * 100)
    // As in Python, a fraction is none.
    case (.whole?, .number(let number)) where number.rounded() != number,
      (.grouped?, .number(let number)) where number.rounded() != number:
      nil
    case (.whole?, .number(let number)): String(format: "%.0f", number)
    case (.grouped?, .number(let number)): DigitGroups.text(of: String(format: "%.0f", number))
    default: nil
    }
  }

  private static func format(_ text: Substring) -> Format? {
    if text == "d" { return .whole }
    if text == ",d" { return .grouped }
    guard text.first == ".", let kind = text.last, let places = Int(text.dropFirst().dropLast()),
      (0...20).contains(places)
    else { return nil }
    switch kind {
    case "f": return .fixed(places)
    case "e": return .scientific(places)
    case "%": return .percent(places)
    default: return nil
    }
  }

  private static func trimmed(_ text: some StringProtocol) -> Substring {
    var text = Substring(text)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}

/// Why a text is no constraint.
struct ConstraintSyntaxError: Error, Sendable, Equatable {
  /// The UTF-8 offset in the text, from 0, and how many bytes are meant.
  var offset: Int
  var length: Int
  var message: String
  var notes: [String]
}

/// Reads a constraint.
///
///     constraint -> word | text | regex | number | near | between | compared | list | same | digest
///                 | hidden
///     word       -> "true" | "false" | "decreasing" | "increasing" | "finite"
///     text       -> '"' (character | '\"' | '\\' | '\n' | '\t')* '"'
///     regex      -> "/" pattern "/"
///     near       -> number ("±" | "+-") number
///     between    -> number ".." number
///     compared   -> ("<" | "<=" | ">" | ">=") (number | path)
///     list       -> "[" (constraint ("," constraint)*)? "]" (("±" | "+-") number)?
///     same       -> "=" path
///     digest     -> "sha256:" 64 hexadecimal digits
///     hidden     -> "hidden:" number ":" 32 hexadecimal digits ":" 64 hexadecimal digits
enum ConstraintParser {
  static let words = ["decreasing", "increasing", "finite", "true", "false"]

  static func parse(_ text: String) -> Result<Constraint, ConstraintSyntaxError> {
    var scanner = ConstraintScanner(text)
    do throws(ConstraintSyntaxError) {
      return .success(try scanner.whole())
    } catch {
      return .failure(error)
    }
  }
}

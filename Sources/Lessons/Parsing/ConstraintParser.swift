/// Why a text is no constraint.
public struct ConstraintSyntaxError: Error, Sendable, Equatable {
  /// The UTF-8 offset in the text, from 0, and how many bytes are meant.
  public var offset: Int
  public var length: Int
  public var message: String
  public var notes: [String]
}

/// Reads a constraint.
///
///     constraint -> word | text | regex | number | near | between | compared | list | same | digest
///     word       -> "true" | "false" | "decreasing" | "increasing" | "finite"
///     text       -> '"' (character | '\"' | '\\' | '\n' | '\t')* '"'
///     regex      -> "/" pattern "/"
///     near       -> number ("±" | "+-") number
///     between    -> number ".." number
///     compared   -> ("<" | "<=" | ">" | ">=") number
///     list       -> "[" (constraint ("," constraint)*)? "]" (("±" | "+-") number)?
///     same       -> "=" path
///     digest     -> "sha256:" 64 hexadecimal digits
public enum ConstraintParser {
  static let words = ["decreasing", "increasing", "finite", "true", "false"]

  public static func parse(_ text: String) -> Result<Constraint, ConstraintSyntaxError> {
    var scanner = ConstraintScanner(text)
    do throws(ConstraintSyntaxError) {
      return .success(try scanner.whole())
    } catch {
      return .failure(error)
    }
  }
}

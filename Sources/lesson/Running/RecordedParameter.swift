import Base
import Records

/// A parameter of a record that is not trusted, as it would be typed behind `-p`.
enum RecordedParameter {
  /// - Parameter advice: what to do where the value names a place on the machine that wrote it.
  /// - Throws: `invalid` for such a value, and for one that is no text, number, true or false.
  static func text(of value: JSONValue, _ name: String, advice: String) throws -> String {
    let shown = OneLine.of(name, limit: 64)
    switch value {
    case .string(let text) where text.contains("/"):
      throw Failure(
        .invalid, "parameter \(shown) names a place, \(OneLine.of(text, limit: 64)); \(advice)")
    case .string(let text): return text
    case .number(let number): return CanonicalJSON.number(number)
    case .bool(let bool): return bool ? "true" : "false"
    default: throw Failure(.invalid, "parameter \(shown) holds no plain value")
    }
  }
}

/// JSON for people and for tools that compare line by line: keys sorted, one space a level.
public enum IndentedJSON {
  /// The value's text, without a line end after it.
  ///
  /// Throws what ``CanonicalJSON`` throws: for numbers that are not finite.
  public static func text(_ value: JSONValue) throws -> String {
    var out = ""
    try write(value, indent: 0, to: &out)
    return out
  }

  private static func write(_ value: JSONValue, indent: Int, to out: inout String) throws {
    let inner = String(repeating: " ", count: indent + 1)
    let outer = String(repeating: " ", count: indent)
    switch value {
    case .array(let values) where !values.isEmpty:
      out += "[\n"
      for (index, value) in values.enumerated() {
        out += (index > 0 ? ",\n" : "") + inner
        try write(value, indent: indent + 1, to: &out)
      }
      out += "\n\(outer)]"
    case .object(let members) where !members.isEmpty:
      out += "{\n"
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, member) in sorted.enumerated() {
        out += (index > 0 ? ",\n" : "") + inner
        out += try CanonicalJSON.text(.string(member.key)) + ": "
        try write(member.value, indent: indent + 1, to: &out)
      }
      out += "\n\(outer)}"
    default: out += try CanonicalJSON.text(value)
    }
  }
}

import Records

/// Writes a notebook's JSON as nbformat does: keys sorted, one space a level, so that two versions
/// compare line by line.
enum NotebookJSON {
  static func text(_ value: JSONValue) throws -> String {
    var out = ""
    try write(value, indent: 0, to: &out)
    return out + "\n"
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

  /// Text as nbformat stores it: lines with their ends.
  static func lines(_ text: String) -> JSONValue {
    var lines: [JSONValue] = []
    var rest = text.utf8[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { rest.index(after: $0) }
      let line = rest[..<(end ?? rest.endIndex)]
      lines.append(.string(String(decoding: line, as: UTF8.self)))
      rest = rest[line.endIndex...]
    }
    return .array(lines)
  }
}

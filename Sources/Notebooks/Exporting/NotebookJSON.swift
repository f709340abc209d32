import Records

/// Writes a notebook's JSON as nbformat does: keys sorted, one space a level, so that two versions
/// compare line by line.
enum NotebookJSON {
  static func text(_ value: JSONValue) throws -> String {
    try IndentedJSON.text(value) + "\n"
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

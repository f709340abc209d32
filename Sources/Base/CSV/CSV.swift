/// Comma-separated values as RFC 4180 has them, and as spreadsheets save them.
public enum CSV {
  /// A row of text from outside.
  ///
  /// Spreadsheets run a cell that starts with one of `= + - @`, a tab or a return as a formula:
  /// such a cell gets an apostrophe in front, and so does one that starts with an apostrophe, which
  /// would be taken for ours.
  public static func row(_ cells: [String], separator: Character = ",", newline: String = "\n")
    -> String
  {
    cells.map { quoted(neutral($0), separator) }.joined(separator: String(separator)) + newline
  }

  /// A cell that no spreadsheet acts on.
  static func neutral(_ cell: String) -> String {
    guard let first = cell.unicodeScalars.first(where: { $0 != " " }), acting.contains(first)
    else { return cell }
    return "'" + cell
  }

  /// A cell as it was before ``neutral(_:)``.
  public static func plain(_ cell: String) -> String {
    guard cell.unicodeScalars.first == "'" else { return cell }
    let rest = String(cell.unicodeScalars.dropFirst())
    return neutral(rest) == rest ? cell : rest
  }

  /// What a spreadsheet acts on, full-width forms too, since some take them for the same; and an
  /// apostrophe, so that ours can be told from the text's own.
  private static let acting: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "'", "\t", "\r", "\n", "＝", "＋", "－", "＠",
  ]

  static func quoted(_ cell: String, _ separator: Character) -> String {
    let needs = cell.unicodeScalars.contains { scalar in
      scalar == "\"" || scalar == "\n" || scalar == "\r" || ",;\t".unicodeScalars.contains(scalar)
    }
    return needs ? "\"" + cell.replacingScalars("\"", with: "\"\"") + "\"" : cell
  }

  /// A row as it was read, with the line it starts on.
  public struct Row: Equatable, Sendable {
    public var line: Int
    public var cells: [String]
  }

  /// The rows of a text, empty lines left out, and what stands between two cells.
  ///
  /// - Throws: where a quotation mark is never closed, which would swallow the rest, or closed too
  ///   early; with the line.
  public static func rows(of text: String) throws(Invalid) -> (rows: [Row], separator: Character) {
    var text = text
    let result: Result<([Row], Character), Invalid> = text.withUTF8 { bytes in
      var reader = CSVReader(UnsafeRawBufferPointer(bytes))
      var rows: [Row] = []
      var fields: [CSVReader.Field] = []
      // Lines are counted from row to row: from the start each time would take long.
      var (line, counted) = (1, 0)
      do throws(CSVReader.Problem) {
        while try reader.next(&fields) {
          line += LineEnds.count(bytes[counted..<reader.start])
          counted = reader.start
          rows.append(Row(line: line, cells: fields.compactMap { reader.text(of: $0) }))
        }
        return .success((rows, Character(Unicode.Scalar(reader.separator))))
      } catch {
        return .failure(Invalid(line: reader.line(at: error.offset), reason: error.reason))
      }
    }
    return try result.get()
  }

  /// Why a table cannot be read, and the line that shows it.
  public struct Invalid: Error, Equatable {
    public var line: Int
    public var reason: String

    public init(line: Int, reason: String) { (self.line, self.reason) = (line, reason) }
  }
}

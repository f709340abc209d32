import Records

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

  static func neutral(_ cell: String) -> String {
    guard let first = cell.unicodeScalars.first(where: { $0 != " " }), acting.contains(first)
    else { return cell }
    return "'" + cell
  }

  /// A cell as it was before ``neutral(_:)``.
  static func plain(_ cell: String) -> String {
    guard cell.unicodeScalars.first == "'" else { return cell }
    let rest = String(cell.unicodeScalars.dropFirst())
    return neutral(rest) == rest ? cell : rest
  }

  /// What a spreadsheet acts on, full-width forms too, since some take them for the same; and an
  /// apostrophe, so that ours can be told from the text's own.
  private static let acting: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "'", "\t", "\r", "\n", "＝", "＋", "－", "＠",
  ]

  private static func quoted(_ cell: String, _ separator: Character) -> String {
    let needs = cell.unicodeScalars.contains { scalar in
      scalar == "\"" || scalar == "\n" || scalar == "\r" || ",;\t".unicodeScalars.contains(scalar)
    }
    return needs ? "\"" + cell.replacingScalars("\"", with: "\"\"") + "\"" : cell
  }

  /// A row as it was read, with the line it starts on.
  struct Row: Equatable {
    var line: Int
    var cells: [String]
  }

  /// The rows of a text, empty ones left out.
  ///
  /// - Throws: where a quotation mark is never closed, which would swallow the rest.
  static func rows(of text: String, separator: Character, file: String) throws(HandInProblem)
    -> [Row]
  {
    var rows: [Row] = []
    var cells: [String] = []
    var cell = String.UnicodeScalarView()
    var (line, rowLine) = (1, 1)
    var quoteLine: Int?
    var wasQuoted = false
    let separator = separator.unicodeScalars.first
    var scalars = text.unicodeScalars[...]
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    func endCell() {
      cells.append(String(cell))
      cell = .init()
      wasQuoted = false
    }
    func endRow() {
      endCell()
      if cells != [""] { rows.append(Row(line: rowLine, cells: cells)) }
      cells = []
    }
    while let scalar = scalars.popFirst() {
      if scalar == "\n" { line += 1 }
      if quoteLine != nil {
        if scalar != "\"" {
          cell.append(scalar)
        } else if scalars.first == "\"" {
          cell.append("\"")
          scalars.removeFirst()
        } else {
          quoteLine = nil
        }
      } else if scalar == "\"", cell.isEmpty, !wasQuoted {
        (quoteLine, wasQuoted) = (line, true)
      } else if scalar == separator {
        endCell()
      } else if scalar == "\n" || scalar == "\r" {
        if scalar == "\r", scalars.first == "\n" {
          scalars.removeFirst()
          line += 1
        }
        endRow()
        rowLine = line
      } else {
        cell.append(scalar)
      }
    }
    if let quoteLine {
      throw HandInProblem(.invalid, "\(file):\(quoteLine): a quotation mark is never closed")
    }
    if !cell.isEmpty || !cells.isEmpty { endRow() }
    return rows
  }
}

import Foundation

/// Prints tables line by line, as measurements come, columns aligned.
struct TableWriter {
  private static let nameWidth = 46
  private static let columnWidth = 13

  let columns: [Column]

  func header(_ title: String) {
    Self.show("\n\(title)")
    Self.show(line("", columns.map(\.title), note: nil))
  }

  func row(_ row: Row) { Self.show(line(row, note: row.note)) }

  func line(_ row: Row, note: String?) -> String {
    line(row.name, columns.map { $0.text(row) ?? "" }, note: note)
  }

  private func line(_ name: String, _ cells: [String], note: String?) -> String {
    let padded = cells.map { Self.spaces(Self.columnWidth - $0.count) + $0 }
    let text =
      name + Self.spaces(Self.nameWidth - name.count) + padded.joined()
      + (note.map { "  \($0)" } ?? "")
    return String(text.reversed().drop { $0 == " " }.reversed())
  }

  private static func spaces(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }

  /// Written at once: a stage may take minutes, and `print` would keep its line until the end.
  static func show(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}

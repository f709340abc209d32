import Engine
import Foundation

extension FoundTable {
  /// The file that a notebook reads, where it lies beside or below the notebook; `nil` where it does not, or
  /// where a lesson could not read it.
  ///
  /// What the notebook says is not trusted: nothing outside of its folder is opened.
  package init?(path: String, beside folder: URL) {
    let parts = path.split(separator: "/").map(String.init)
    guard let last = parts.last, !last.hasPrefix(".") else { return nil }
    let isBelow =
      !path.hasPrefix("/") && !path.contains(":")
      && !parts.contains { $0.hasPrefix(".") || $0.hasPrefix("~") }
    let places = (isBelow ? [parts] : []) + [[last]]
    for place in places {
      let file = place.reduce(folder) { $0.appendingPathComponent($1) }
      guard
        let values = try? file.resourceValues(forKeys: [.isRegularFileKey, .isSymbolicLinkKey]),
        values.isRegularFile ?? false, !(values.isSymbolicLink ?? true),
        let (columns, rows) = try? CSVTable.columns(of: file)
      else { continue }
      let words = columns.filter { $0.classNames != nil }.map(\.name)
      self.init(columns: columns.map(\.name), words: Set(words), rows: rows)
      return
    }
    return nil
  }
}

import Base
import Foundation
import Records

/// A cell of the mirrored notebook, as `NAME.cells.json` lists it: no text, only enough to see
/// whether every code cell is mirrored and whether the notebook has changed.
package struct NotebookCell: Codable, Sendable, Equatable {
  /// The notebook's own id of the cell.
  package var id: String
  /// The cell's place in the notebook, from 0.
  package var position: Int
  /// `code` or `markdown`.
  package var kind: String
  /// SHA-256 of the cell's source.
  package var sha256: String
  /// The notebook's tags of the cell; `nil` where it has none.
  package var tags: [String]?

  package init(id: String, position: Int, kind: String, sha256: String, tags: [String]? = nil) {
    (self.id, self.position, self.kind, self.sha256) = (id, position, kind, sha256)
    self.tags = tags
  }
}

/// The file that lists a notebook's cells.
struct NotebookCellsFile: Decodable {
  var cells: [NotebookCell]

  /// The cells in a file's bytes; what is wrong with it goes into `bag`.
  static func read(_ data: Data, _ bag: inout DiagnosticBag) -> [NotebookCell]? {
    if let problem = PlaceholderFile.problem(in: data) {
      let start = SourceLocation(line: 1, column: 1)
      bag.error("not-the-file", at: SourceRange(start, start), problem)
      return nil
    }
    let failure = JSONReader.failure(in: data)
    let location = SourceLocation(line: failure?.line ?? 1, column: failure?.column ?? 1)
    let start = SourceRange(location, location)
    guard failure == nil, let file = try? JSONDecoder().decode(NotebookCellsFile.self, from: data)
    else {
      bag.error(
        "cells-file", at: start,
        failure.map { "this is not JSON from here on: \($0.reason)" }
          ?? "this is no list of a notebook's cells",
        notes: ["`{\"cells\": [{\"id\", \"position\", \"kind\", \"sha256\"}, …]}`"])
      return nil
    }
    let ids = Dictionary(grouping: file.cells, by: \.id).filter { $1.count > 1 }.keys.sorted()
    guard ids.isEmpty else {
      bag.error("cells-file", at: start, "the cell `\(ids[0])` is listed twice")
      return nil
    }
    return file.cells
  }
}

import Foundation
import Lessons
import Records

/// The file `NAME.cells.json`: a notebook's cells by id, place, kind and digest, none of their text.
package struct CellList: Sendable, Equatable {
  /// Where the notebook is from: `repository`, `file` and whatever else its author noted.
  package var notebook: [String: String]
  package var cells: [NotebookCell]

  /// The list of a notebook as it is now.
  package init(_ notebook: Notebook, named names: [String: String]) {
    self.notebook = names
    cells = notebook.cells.map { cell in
      NotebookCell(
        id: cell.id, position: cell.position, kind: cell.kind, sha256: cell.sha256,
        tags: cell.tags.isEmpty ? nil : cell.tags)
    }
  }

  /// The names that a list's file gives its notebook; `nil` where the file is no list.
  package static func names(in data: Data) -> [String: String]? {
    struct Cell: Decodable {}
    struct File: Decodable {
      var notebook: [String: String]?
      var cells: [Cell]
    }
    return (try? JSONDecoder().decode(File.self, from: data)).map { $0.notebook ?? [:] }
  }

  /// The file's text, in an order that stays, so that a change shows as one.
  package func text() throws -> String {
    func quoted(_ text: String) throws -> String { try CanonicalJSON.text(.string(text)) }
    let order = ["repository", "file"]
    let names = notebook.sorted { first, second in
      let places = [first.key, second.key].map { order.firstIndex(of: $0) ?? order.count }
      return (places[0], first.key) < (places[1], second.key)
    }
    var lines = ["{", "  \"notebook\": {"]
    lines.append(
      try names.map { try "    \(quoted($0.key)): \(quoted($0.value))" }.joined(separator: ",\n"))
    lines += ["  },", "  \"cells\": ["]
    lines.append(
      try cells.map { cell in
        var members = try [
          "\"id\": \(quoted(cell.id))", "\"position\": \(cell.position)",
          "\"kind\": \(quoted(cell.kind))", "\"sha256\": \(quoted(cell.sha256))",
        ]
        if let tags = cell.tags {
          members.append("\"tags\": [" + (try tags.map(quoted).joined(separator: ", ")) + "]")
        }
        return "    {\n      " + members.joined(separator: ",\n      ") + "\n    }"
      }.joined(separator: ",\n"))
    lines += ["  ]", "}", ""]
    return lines.joined(separator: "\n")
  }
}

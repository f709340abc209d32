import Testing

@testable import Notebooks

/// A text that is replaced by another wherever it stands.
struct CodeEdit: Sendable {
  var old: String
  var new: String
}

/// The code of a notebook with changes, each of which has to change something.
protocol EditedCode: Sendable, CustomTestStringConvertible {
  /// The cells as they are without changes.
  static var cells: [String] { get }
  var edits: [CodeEdit] { get }
}

extension EditedCode {
  var testDescription: String { edits.map(\.new).joined(separator: ", ") }

  func recognized() throws -> [RecognizedCell] {
    var cells = Self.cells
    for edit in edits {
      try #require(cells.contains { $0.contains(edit.old) }, "\(edit.old)")
      cells = cells.map { $0.replacing(edit.old, with: edit.new) }
    }
    return Drafts.cells(cells)
  }

  /// The draft's actions, a line each.
  func lines() throws -> [String] {
    var yaml = DraftYAML()
    return try recognized().flatMap { cell in cell.actions.flatMap { yaml.lines(of: $0) } }
  }

  func problems() throws -> [String] { try recognized().flatMap { $0.problems.map(\.text) } }
}

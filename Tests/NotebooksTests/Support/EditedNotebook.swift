import Testing

@testable import Notebooks

/// The sample's first training and prediction, with changes in the code.
struct EditedNotebook: Sendable, CustomTestStringConvertible {
  /// A text that is replaced by another wherever it stands.
  struct Edit: Sendable {
    var old: String
    var new: String
  }

  var edits: [Edit]

  init(_ edits: (String, String)...) { self.edits = edits.map { Edit(old: $0.0, new: $0.1) } }

  var testDescription: String { edits.map(\.new).joined(separator: ", ") }

  static let cells = [
    SampleCode.load, SampleCode.tokens, SampleCode.models, SampleCode.prepare, SampleCode.fit,
    SampleCode.ask,
  ]

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

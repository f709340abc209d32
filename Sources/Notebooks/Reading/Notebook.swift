import Records

/// A Jupyter notebook, as far as a lesson has to do with it.
package struct Notebook: Sendable, Equatable {
  /// One cell, in the form of any version of nbformat.
  package struct Cell: Sendable, Equatable {
    /// Its own id, Colab's or nbformat's; its position where it has none.
    package var id: String
    /// Whether the notebook gives the id, so that it stays when cells are moved.
    package var hasOwnID: Bool
    /// Its place in the notebook, from 0.
    package var position: Int
    /// `code`, `markdown` or `raw`.
    package var kind: String
    /// Its text, with line feeds for line ends.
    package var source: String
    package var tags: [String]
    /// What it printed when it was last run, by lines.
    package var printed: [String]

    /// The digest by which a change is seen.
    package var sha256: String { SHA256Digest.hex(of: source) }
  }

  package var cells: [Cell]
  /// The kernel's language, `nil` where the notebook does not say.
  package var language: String?
  /// Whether `lesson export` wrote it.
  package var isExport: Bool
}

/// A notebook that cannot be used: one message that names the file, and what kind of trouble it is.
package struct NotebookError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: Sendable { case missing, invalid, unreadable }

  package var kind: Kind
  package var description: String

  init(_ kind: Kind, _ description: String) { (self.kind, self.description) = (kind, description) }
}

import Records

/// A Jupyter notebook, as far as a lesson has to do with it.
public struct Notebook: Sendable, Equatable {
  /// One cell, in the form of any version of nbformat.
  public struct Cell: Sendable, Equatable {
    /// Its own id, Colab's or nbformat's; its position where it has none.
    public var id: String
    /// Whether the notebook gives the id, so that it stays when cells are moved.
    public var hasOwnID: Bool
    /// Its place in the notebook, from 0.
    public var position: Int
    /// `code`, `markdown` or `raw`.
    public var kind: String
    /// Its text, with line feeds for line ends.
    public var source: String
    public var tags: [String]
    /// What it printed when it was last run, by lines.
    public var printed: [String]

    /// The digest by which a change is seen.
    public var sha256: String { SHA256Digest.hex(of: source) }
  }

  public var cells: [Cell]
  /// The kernel's language, `nil` where the notebook does not say.
  public var language: String?
  /// Whether `lesson export` wrote it.
  public var isExport: Bool
}

/// A notebook that cannot be used: one message that names the file, and what kind of trouble it is.
public struct NotebookError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Kind: Sendable { case missing, invalid, unreadable }

  public var kind: Kind
  public var description: String

  init(_ kind: Kind, _ description: String) { (self.kind, self.description) = (kind, description) }
}

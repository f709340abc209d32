import Base

/// What one step did.
package struct StepRecord: Codable, Sendable, Equatable {
  package var id: String
  /// The notebook cell it mirrors, `nil` for a step that is not in the notebook.
  package var cell: String?
  package var status: RunStatus
  package var seconds: Double
  package var fromCache: Bool
  /// The seed the step started from.
  package var seed: Int
  /// Only what is reproducible: same inputs, same bits.
  package var results: [String: JSONValue]
  /// What the notebook's cell prints, line by line, as this run would print it.
  package var printed: [String]
  /// The notebook author's own figures for this cell, shown beside ours and never judged.
  package var notebookPrinted: [String: JSONValue]
  /// Why the step failed, in one message.
  package var error: String?

  enum CodingKeys: String, CodingKey {
    case id, cell, status, seconds, seed, results, printed, error
    case fromCache = "from_cache"
    case notebookPrinted = "notebook_printed"
  }

  package init(
    id: String, cell: String?, status: RunStatus, seconds: Double = 0, fromCache: Bool = false,
    seed: Int, results: [String: JSONValue] = [:], printed: [String] = [],
    notebookPrinted: [String: JSONValue] = [:], error: String? = nil
  ) {
    self.id = id
    self.cell = cell
    self.status = status
    self.seconds = seconds
    self.fromCache = fromCache
    self.seed = seed
    self.results = results
    self.printed = printed
    self.notebookPrinted = notebookPrinted
    self.error = error
  }
}

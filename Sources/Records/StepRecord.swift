import Base

/// What one step did.
public struct StepRecord: Codable, Sendable, Equatable {
  public var id: String
  /// The notebook cell it mirrors, `nil` for a step that is not in the notebook.
  public var cell: String?
  public var status: RunStatus
  public var seconds: Double
  public var fromCache: Bool
  /// The seed the step started from.
  public var seed: Int
  /// Only what is reproducible: same inputs, same bits.
  public var results: [String: JSONValue]
  /// What the notebook's cell prints, line by line, as this run would print it.
  public var printed: [String]
  /// The notebook author's own figures for this cell, shown beside ours and never judged.
  public var notebookPrinted: [String: JSONValue]
  /// Why the step failed, in one message.
  public var error: String?

  enum CodingKeys: String, CodingKey {
    case id, cell, status, seconds, seed, results, printed, error
    case fromCache = "from_cache"
    case notebookPrinted = "notebook_printed"
  }

  public init(
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

import Records

/// A step's results, handed out key by key: what no section asked for is shown at the end as it is.
struct ResultReader {
  private let results: [String: JSONValue]
  private var taken: Set<String> = []

  init(_ results: [String: JSONValue]) { self.results = results }

  /// The value of a key, once: the section that takes it is the one that shows it.
  mutating func take(_ key: ResultKey) -> JSONValue? {
    taken.insert(key.name).inserted ? results[key] : nil
  }

  /// The value of a key, left for another section to show.
  func peek(_ key: ResultKey) -> JSONValue? { results[key] }

  /// What is left, by name.
  var rest: [(key: String, value: JSONValue)] {
    results.filter { !taken.contains($0.key) }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }
}

/// What one kind of result looks like in a report.
struct ResultView {
  /// A few words for the line that opens the step's results.
  var gist: String?
  var blocks: [ReportBlock] = []
}

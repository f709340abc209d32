import Records

/// What sections need to know of the rest of the run.
struct ReportContext {
  let record: RunRecord
  /// The data set's own names of its classes, index = label.
  let classNames: [String]

  init(_ record: RunRecord) {
    self.record = record
    let lists = record.steps.compactMap { $0.results["class_names"]?.array }
    classNames = lists.first?.compactMap(\.string) ?? []
  }

  /// How rows are cut and filled up at a step: what the last tokenizer up to it was told.
  func tokenizing(upTo step: StepRecord) -> (maxLength: Int?, pads: Bool) {
    let earlier = record.steps.prefix { $0.id != step.id } + [step]
    let results = earlier.last { $0.results["max_length"] != nil }?.results
    return (results?["max_length"]?.int, results?["padding"]?.string == "max_length")
  }

  /// What stands for the picture of rows that an earlier step drew already; `nil` where none did.
  func drew(_ indices: JSONValue?, before step: String) -> [ReportBlock]? {
    let earlier = record.steps.prefix { $0.id != step }
    guard let indices, let same = earlier.first(where: { $0.results["indices"] == indices }) else {
      return nil
    }
    return [["These are the rows of step ", .code(same.id), "."]]
  }

  /// The data set's name of a class, or its number.
  func className(_ label: Int) -> String {
    classNames.indices.contains(label) ? classNames[label] : "class \(label)"
  }
}

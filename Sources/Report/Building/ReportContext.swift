import Records

/// What sections need to know of the rest of the run.
struct ReportContext {
  let record: RunRecord
  /// The data set's own names of its classes, index = label.
  let classNames: [String]
  /// The places of questions among the lesson's, from 1, by their ids.
  let questionNumbers: [String: Int]

  init(_ record: RunRecord) {
    self.record = record
    let lists = record.steps.compactMap { $0.results[.classNames]?.array }
    classNames = lists.first?.compactMap(\.string) ?? []
    questionNumbers = Dictionary(
      record.questions.enumerated().map { ($1.id, $0 + 1) }
    ) { first, _ in first }
  }

  /// How rows are cut and filled up at a step: what the last tokenizer up to it was told.
  func tokenizing(upTo step: StepRecord) -> (maxLength: Int?, pads: Bool) {
    let earlier = record.steps.prefix { $0.id != step.id } + [step]
    let results = earlier.last { $0.results[.maxLength] != nil }?.results
    return (results?[.maxLength]?.int, results?[.padding]?.string == "max_length")
  }

  /// The first step before another that drew the same rows; `nil` where none did.
  func stepThatDrewTheRows(of step: StepRecord) -> StepRecord? {
    guard let indices = step.results[.indices] else { return nil }
    return record.steps.prefix { $0.id != step.id }.first { $0.results[.indices] == indices }
  }

  /// The data set's name of a class, or its number.
  func className(_ label: Int) -> String {
    classNames.indices.contains(label) ? classNames[label] : "class \(label)"
  }
}

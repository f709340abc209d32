import Records
import Report

/// What no record of a run holds, and what would make a page out of it that grows without bounds.
enum Implausible {
  private static let mostReferences = 10_000

  /// The most runs that a report sets beside its own.
  private static let mostRuns = 20

  /// - Parameter json: the record as the page carries it.
  static func finding(_ record: RunRecord, json: String) -> Finding? {
    if let id = repeated(record.steps.map(\.id)) {
      return Finding(subject: .record("steps"), detail: "\(OneLine.of(id)) stands there twice")
    }
    let named = record.document.compactMap { block -> String? in
      switch block {
      case .step(let step): "step \(step.id)"
      case .question(let question): "question \(question.id)"
      default: nil
      }
    }
    if let name = repeated(named) {
      return Finding(subject: .record("document"), detail: "\(OneLine.of(name)) stands there twice")
    }
    let runs = record.beside ?? []
    guard runs.count <= mostRuns else {
      return Finding(
        subject: .record("beside"), detail: "more runs than a report sets beside its own")
    }
    for run in runs {
      if let id = repeated(run.steps.map(\.id)) ?? repeated(run.stepBlocks.map(\.id)) {
        return Finding(subject: .record("beside"), detail: "\(OneLine.of(id)) stands there twice")
      }
    }
    guard json.utf8.ranges(of: "{{".utf8).count <= mostReferences else {
      return Finding(
        subject: .record("document"), detail: "more references to values than a lesson may hold")
    }
    return nil
  }

  private static func repeated(_ ids: [String]) -> String? {
    var seen: Set<String> = []
    return ids.first { !seen.insert($0).inserted }
  }
}

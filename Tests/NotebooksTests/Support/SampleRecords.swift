import Foundation
import Lessons
import Records
import Testing

@testable import Notebooks

/// Records of runs that never ran.
enum SampleRecords {
  /// The record of a draft, as a run would leave it.
  static func record(
    of draft: LessonDraft, status: RunStatus = .complete,
    steps change: (inout [StepRecord]) -> Void = { _ in }
  ) throws -> RunRecord {
    let planned = try Drafts.planned(draft)
    let plan = try #require(planned.plan)
    var steps = plan.steps.map { step in
      StepRecord(
        id: step.id, cell: step.cell, status: .complete, seconds: 1.5, seed: step.seed,
        printed: ["a line of \(step.id)"])
    }
    change(&steps)
    return record(
      plan.document, steps, status: status, identity: plan.identity, sha256: plan.lesson.sha256)
  }

  static func record(
    _ document: [DocumentBlock], _ steps: [StepRecord], status: RunStatus = .complete,
    identity: LessonIdentity = LessonIdentity(id: "sample", title: "A sample", notebook: [:]),
    sha256: String = ""
  ) -> RunRecord {
    RunRecord(
      status: status, lesson: identity, lessonSHA256: sha256, document: document,
      parameters: ["rows": 200], changedParameters: [], profile: nil, seed: 42, departures: [],
      assets: [], engine: EngineRecord(version: "1", products: "exact", kernels: "avx2"),
      environment: EnvironmentRecord(processor: "", cores: 1, threads: 1, system: ""),
      steps: steps, resultsSHA256: (try? RunRecord.resultsDigest(of: steps)) ?? "",
      startedAt: "2026-11-23T14:58:49Z", seconds: 20)
  }

  /// An export, as JSON.
  static func exported(_ exporter: NotebookExporter) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(exporter.text(name: "x.ipynb").utf8))
  }
}

extension JSONValue {
  /// A notebook's cell by its id.
  func cell(_ id: String) -> JSONValue? { self["cells"]?.array?.first { $0["id"]?.string == id } }

  /// A multi-line string, joined.
  var joined: String { (array ?? []).compactMap(\.string).joined() }
}

import Records

/// The record of a run of three steps, as it stands in the second.
enum TinyRun {
  static func record(_ status: RunStatus = .running, title: String = "A title") -> RunRecord {
    let isDone = status == .complete
    return RunRecord(
      status: status,
      lesson: LessonIdentity(id: "tiny", title: title, notebook: [:]), lessonSHA256: "0",
      document: [], parameters: [:], changedParameters: [], profile: nil, seed: 7, departures: [],
      assets: [],
      engine: EngineRecord(version: "1", products: "exact", kernels: "avx2"),
      environment: EnvironmentRecord(processor: "p", cores: 1, threads: 1, system: "s"),
      steps: [
        StepRecord(
          id: "predict", cell: nil, status: .complete, seconds: 1.25, seed: 7,
          results: [
            "printed_label": "positive", "dataset_label": "negative",
            "text": "A <b>great</b> film", "probabilities": [0.25, 0.75],
          ]),
        StepRecord(id: "train", cell: nil, status: isDone ? .complete : .running, seed: 7),
        StepRecord(id: "last", cell: nil, status: isDone ? .complete : .pending, seed: 7),
      ], startedAt: "2025-01-01T00:00:00Z", seconds: 2)
  }
}

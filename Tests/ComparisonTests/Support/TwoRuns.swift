import Records

/// Records of a small lesson, made by hand.
enum TwoRuns {
  static func record(
    losses: [Double] = [0.7, 0.6, 0.5], label: String = "positive", seed: Int = 7,
    digest: String = "aa", first: [Double] = [0.25, 0.5], status: RunStatus = .complete,
    claim: Verdict = .pass, lesson: String = "small"
  ) -> RunRecord {
    let steps = [
      StepRecord(
        id: "train", cell: "4", status: status, seconds: 2, seed: seed,
        results: status == .complete
          ? [
            "losses": .array(losses.map { .number($0) }), "tokens": 272_119,
            "mean_loss": .array(losses.map { .number($0) }),
            "final": [
              "w": ["sha256": .string(digest), "first": .array(first.map { .number($0) })]
            ],
          ] : [:]),
      StepRecord(
        id: "ask", cell: "5", status: status, seconds: 0.1, fromCache: true, seed: seed,
        results: status == .complete
          ? [
            "text": "A film.", "printed_label": .string(label), "argmax": 0,
            "probabilities": [0.52, 0.48], "dropout_active": false,
          ] : [:]),
    ]
    var record = RunRecord(
      status: status, lesson: LessonIdentity(id: lesson, title: "A small lesson", notebook: [:]),
      lessonSHA256: String(repeating: "ab", count: 32), document: [], parameters: ["lr": 5e-5],
      changedParameters: [], profile: nil, seed: seed, departures: [],
      assets: [
        AssetRecord(
          name: "reviews", files: [.init(name: "r.csv", bytes: 9, sha256: "cd")], license: nil,
          citation: nil)
      ],
      engine: EngineRecord(version: "1.0", products: "exact", kernels: "avx2"),
      environment: EnvironmentRecord(
        processor: "a processor", cores: 2, threads: 2, system: "Linux"),
      steps: steps, startedAt: "2026-11-23T14:58:49Z", seconds: 2.1)
    record.resultsSHA256 = (try? RunRecord.resultsDigest(of: steps)) ?? ""
    record.claims = [
      ClaimRecord(
        id: "low", cell: nil, question: "low", expectedToHold: true, holds: claim == .pass,
        verdict: claim, checks: [])
    ]
    return record
  }
}

import Records

/// A run of a lesson much like 9_1, with the figures that such a run has.
///
/// A builder, not a file, so that a test can change the one thing it is about.
enum Replay {
  static let printed = [
    0.011, 0.0111, 0.011, 0.0112, 0.011, 0.0109, 0.0111, 0.0109, 0.0112, 0.0109,
  ]
  static let author = [
    0.0109, 0.0113, 0.0104, 0.0105, 0.0092, 0.0112, 0.0114, 0.0094, 0.0112, 0.0095,
  ]
  static let means = [
    0.69267, 0.692259, 0.691805, 0.691514, 0.690975, 0.690446, 0.690048, 0.689521, 0.688991,
    0.688209,
  ]
  /// The last batch of each epoch.
  static let last = [
    0.6899672, 0.7011926, 0.6918929, 0.7051293, 0.6927248, 0.688527, 0.6989052, 0.6878318,
    0.7057382, 0.6861482,
  ]
  static let batches = 63

  /// One loss a batch: about the epoch's mean, the last one as above.
  static var losses: [Double] {
    var state: UInt32 = 42
    return (0..<means.count * batches).map { index in
      let epoch = index / batches
      if index % batches == batches - 1 { return last[epoch] }
      state = state &* 1_664_525 &+ 1_013_904_223
      return means[epoch] + (Double(state >> 8) / 16_777_216 - 0.5) * 0.026
    }
  }

  static func record(
    document: [DocumentBlock] = ReplayDocument.blocks, steps: [StepRecord] = ReplaySteps.all,
    status: RunStatus = .complete
  ) -> RunRecord {
    RunRecord(
      status: status,
      lesson: LessonIdentity(
        id: "9_1", title: "Transformers: backbone and fine-tuning",
        notebook: ["repository": "example/course", "file": "9_1.ipynb"], license: "CC BY 4.0",
        attribution: "after a notebook by its author"),
      lessonSHA256: String(repeating: "5e", count: 32), document: document,
      parameters: [
        "backbone": "all-MiniLM-L6-v2", "rows": 1000, "epochs": 10, "batch_size": 16,
        "held_out_rows": 250,
      ],
      changedParameters: ["held_out_rows"], profile: nil, seed: 42,
      departures: [
        Departure(
          what: "all-MiniLM-L6-v2 stands in for bert-base-uncased",
          why: "it is a fifth of the size; -p backbone=bert-base-uncased runs the original"),
        Departure(
          what: "Every step starts from the lesson’s seed",
          why: "the notebook sets none, so its figures differ from run to run"),
      ],
      assets: ReplayAssets.all,
      engine: EngineRecord(version: "0.1.0", products: "exact", kernels: "avx2"),
      environment: EnvironmentRecord(
        processor: "AMD EPYC 9B14", cores: 2, threads: 2, system: "Debian GNU/Linux 12",
        peakMemoryBytes: 912_345_678),
      steps: steps, resultsSHA256: (try? RunRecord.resultsDigest(of: steps)) ?? "",
      expectations: ReplayVerdicts.expectations, claims: ReplayVerdicts.claims,
      startedAt: "2026-11-23T14:58:49Z", seconds: 423.4)
  }
}

enum ReplayAssets {
  static let all = [
    AssetRecord(
      name: "all-MiniLM-L6-v2",
      files: [
        .init(name: "config.json", bytes: 612, sha256: String(repeating: "95", count: 32)),
        .init(
          name: "model.safetensors", bytes: 90_868_376, sha256: String(repeating: "53", count: 32)),
      ], license: "Apache-2.0", citation: "Reimers and Gurevych, Sentence-BERT, 2019"),
    AssetRecord(
      name: "imdb",
      files: [
        .init(name: "reviews.csv", bytes: 34_120_111, sha256: String(repeating: "d4", count: 32))
      ], license: nil,
      citation: "Maas et al., Learning Word Vectors for Sentiment Analysis, ACL 2011"),
  ]
}

import Engine
import Foundation

/// The stages of the table, in the order in which they are measured.
struct Benchmark {
  private(set) var table: Table
  private let pool = WorkerPool(threads: ProcessInfo.processInfo.activeProcessorCount)
  private let model: URL
  private let notebook: Notebook
  private let isQuick: Bool

  init(model: URL, reviews: URL, isQuick: Bool) throws {
    self.model = model
    self.isQuick = isQuick
    notebook = try Notebook(model: model, reviews: reviews, rows: isQuick ? 128 : 1000)
    table = Table(
      title: "\(pool.threads) threads, \(OpenBLAS.core) kernels, \(notebook.rows.count) reviews")
  }

  /// Measures every stage; without `isQuick` that takes as long as the whole lesson.
  mutating func run() throws {
    table.add(
      Measurement(
        stage: "matrix products, one call a core", rate: try MatrixRate.measure(pool: pool)))
    try tokenizer()
    try forward()
    try training("cell 10, 10 epochs", dropout: false, epochs: 10)
    try training("forward with dropout, cell 16, 1 epoch", dropout: true, epochs: 1)
    if !isQuick { try training("cell 16, 10 epochs", dropout: true, epochs: 10) }
    if let bytes = PeakMemory.bytes() {
      table.add(
        Measurement(stage: "peak memory", note: String(format: "%.0f MB", Double(bytes) / 1e6)))
    }
  }

  private mutating func tokenizer() throws {
    let tokenizer = try WordPieceTokenizer(folder: model)
    let seconds = try timed {
      _ = try tokenizer.encode(
        notebook.texts, maxLength: Notebook.maxLength, pool: pool, cancellation: nil)
    }
    table.add(
      Measurement(
        stage: "tokenizer, all reviews", seconds: seconds,
        note: String(format: "%.0f reviews/s", Double(notebook.texts.count) / seconds)))
  }

  private mutating func forward() throws {
    let rows = Array(notebook.rows.prefix(128))
    try stage("forward, evaluation mode, 128 reviews") { [notebook, pool] in
      let backbone = try notebook.backbone()
      let seconds = try timed {
        _ = try backbone.features(
          of: rows.map(\.ids), paddedLength: Notebook.maxLength,
          generator: TorchGenerator(seed: Notebook.seed), pool: pool)
      }
      return (seconds, notebook.operations(rows))
    }
  }

  private mutating func training(_ name: String, dropout: Bool, epochs: Int) throws {
    try stage(name) { [notebook, pool] in
      try notebook.train(dropout: dropout, epochs: epochs, pool: pool)
    }
  }

  /// Measures a stage, and the machine before and after it, since its clock may change meanwhile.
  private mutating func stage(
    _ name: String, _ work: () throws -> (seconds: Double, operations: Double)
  ) throws {
    let before = try MatrixRate.measure(pool: pool)
    let (seconds, operations) = try work()
    let machine = (before + (try MatrixRate.measure(pool: pool))) / 2
    table.add(
      Measurement(
        stage: name, seconds: seconds, rate: operations / seconds,
        fraction: operations / seconds / machine,
        note: String(format: "products alone: %.1f GFLOP/s", machine / 1e9)))
  }
}

// Times the engine's stages on the real model and data and prints one table (`make bench`).
//
//     lesson-bench MODEL_FOLDER REVIEWS_CSV [--quick] [--json FILE]
//
// Rates count executed matrix products only. Each stands beside the machine's own rate for such
// products, measured just before it, so that what else the machine does weighs on both.

import Engine
import Foundation

let arguments = CommandLine.arguments.dropFirst()
let files = arguments.filter { !$0.hasPrefix("--") }
let isQuick = arguments.contains("--quick")
guard files.count >= 2 else {
  print("usage: lesson-bench MODEL_FOLDER REVIEWS_CSV [--quick] [--json FILE]")
  exit(64)
}
guard OpenBLAS.threads == 1 else {
  print("OpenBLAS must run one thread a call: set OPENBLAS_NUM_THREADS=1, or use make bench")
  exit(64)
}

let pool = WorkerPool(threads: ProcessInfo.processInfo.activeProcessorCount)
let model = URL(fileURLWithPath: files[files.startIndex])
let reviews = URL(fileURLWithPath: files[files.startIndex + 1])
let notebook = try Notebook(model: model, reviews: reviews, rows: isQuick ? 128 : 1000)
var table = Table(
  title: "\(pool.threads) threads, \(OpenBLAS.core) kernels, \(notebook.rows.count) reviews")

/// Measures the machine and then a stage, which says its seconds and operations.
@MainActor
func stage(_ name: String, _ work: () throws -> (seconds: Double, operations: Double)) throws {
  let machine = try MatrixRate.measure(pool: pool)
  let (seconds, operations) = try work()
  table.add(
    Measurement(
      stage: name, seconds: seconds, rate: operations / seconds,
      fraction: operations / seconds / machine,
      note: String(format: "products alone: %.1f GFLOP/s", machine / 1e9)))
}

table.add(
  Measurement(stage: "matrix products, one call a core", rate: try MatrixRate.measure(pool: pool)))

let tokenizer = try WordPieceTokenizer(folder: model)
let tokenizing = try timed {
  _ = try tokenizer.encode(
    notebook.texts, maxLength: Notebook.maxLength, pool: pool, cancellation: nil)
}
table.add(
  Measurement(
    stage: "tokenizer, all reviews", seconds: tokenizing,
    note: String(format: "%.0f reviews/s", Double(notebook.texts.count) / tokenizing)))

let some = Array(notebook.rows.prefix(128))
try stage("forward, evaluation mode, 128 reviews") {
  let backbone = try notebook.backbone()
  let seconds = try timed {
    _ = try backbone.pooledOutput(
      of: some.map(\.ids), paddedLength: Notebook.maxLength,
      generator: TorchGenerator(seed: Notebook.seed), pool: pool)
  }
  return (seconds, notebook.operations(some))
}
try stage("cell 10, 10 epochs") { try notebook.train(dropout: false, epochs: 10, pool: pool) }
try stage("forward with dropout, cell 16, 1 epoch") {
  try notebook.train(dropout: true, epochs: 1, pool: pool)
}
if !isQuick {
  try stage("cell 16, 10 epochs") { try notebook.train(dropout: true, epochs: 10, pool: pool) }
}
if let bytes = PeakMemory.bytes() {
  table.add(
    Measurement(stage: "peak memory", note: String(format: "%.0f MB", Double(bytes) / 1e6)))
}

if let flag = arguments.firstIndex(of: "--json"), flag + 1 < arguments.endIndex {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
  try encoder.encode(table.measurements).write(to: URL(fileURLWithPath: arguments[flag + 1]))
}

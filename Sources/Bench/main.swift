// Times the engine's stages on the real model and data and prints one table (`make bench`).
//
//     lesson-bench MODEL_FOLDER REVIEWS_CSV [--quick] [--json FILE]
//
// Rates count executed matrix products only. Each stands beside the machine's own rate for such
// products, measured around it, so that what else the machine does weighs on both.

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

do {
  var benchmark = try Benchmark(
    model: URL(fileURLWithPath: files[files.startIndex]),
    reviews: URL(fileURLWithPath: files[files.startIndex + 1]), isQuick: isQuick)
  try benchmark.run()
  if let flag = arguments.firstIndex(of: "--json"), flag + 1 < arguments.endIndex {
    try benchmark.table.write(to: URL(fileURLWithPath: arguments[flag + 1]))
  }
} catch {
  FileHandle.standardError.write(Data("lesson-bench: \(error)\n".utf8))
  exit(65)
}

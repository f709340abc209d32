import Engine

/// PyTorch in a process of its own, doing one stage's work batch by batch.
struct PyTorchWorker {
  /// The result of a batch.
  struct Batch: Decodable {
    var seconds: Double
    var loss: Float
    /// Positions in the subset; for ``encode(_:)`` those that were asked for.
    var rows: [Int]
    /// Of ``seconds``, the head's step.
    var step: Double?
  }

  private struct Memory: Decodable { var bytes: Int }

  private let worker: PythonWorker
  let versions: [String: String]

  init(python: String, _ workload: Workload, _ stage: Stage, padding: Padding, threads: Int) throws
  {
    let length =
      switch padding {
      case .toLength(let length): "\(length)"
      case .longestInBatch: "longest"
      }
    worker = try PythonWorker(
      python, script: "bench_pytorch.py",
      arguments: [
        "--model", workload.model.path, "--rows", workload.rowsFile.path, "--stage",
        stage.rawValue, "--padding", length, "--threads", "\(threads)", "--seed",
        "\(Workload.seed)", "--batch-size", "\(workload.sizes.batchSize)",
      ])
    versions = worker.versions
  }

  /// The next batch of the training: forward, loss, backward, optimizer.
  func step() throws -> Batch { try worker.ask("step") }

  /// The features of some rows under `no_grad`, and a fresh head's step on them.
  func encode(_ positions: [Int]) throws -> Batch {
    try worker.ask("encode " + positions.map(String.init).joined(separator: " "))
  }

  /// The process's peak memory so far in bytes.
  func peakMemory() throws -> Int { (try worker.ask("memory") as Memory).bytes }

  func close() { worker.close() }
}

import Engine
import Foundation

/// Batches as the engine tells of them; it alone makes them, so they are read from JSON.
enum Batches {
  static func outcome(
    epoch: Int, batch: Int, of batches: Int, epochs: Int, loss: Float, reviews: Int
  ) -> BatchOutcome {
    let rows = Array(0..<reviews).map(String.init).joined(separator: ",")
    let json = """
      {"epoch": \(epoch), "batch": \(batch), "batchesPerEpoch": \(batches), "epochs": \(epochs),
      "loss": \(loss), "rows": [\(rows)]}
      """
    do {
      return try JSONDecoder().decode(BatchOutcome.self, from: Data(json.utf8))
    } catch {
      fatalError("a batch that cannot be read: \(error)")
    }
  }
}

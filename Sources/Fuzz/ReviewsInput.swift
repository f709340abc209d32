import Engine
import Foundation

/// Reads an input as a table of reviews, which the engine maps from a file.
enum ReviewsInput {
  private static let file = FileManager.default.temporaryDirectory
    .appendingPathComponent("lesson-fuzz-\(getpid()).csv")

  static func outcome(_ input: [UInt8]) -> FuzzTarget.Outcome {
    defer { try? FileManager.default.removeItem(at: file) }
    do {
      try Data(input).write(to: file)
    } catch {
      return .init(signature: "", finding: "the input cannot be written: \(error)")
    }
    do throws(EngineError) {
      let data = try TextDataset.reviewsCSV(
        file, textColumn: "text", labelColumn: "label", keep: nil,
        classNames: ["negative", "positive"])
      guard let split = data.splits["train"], split.texts.count == split.labels.count,
        split.labels.allSatisfy({ (0...1).contains($0) })
      else { return .init(signature: "", finding: "texts and labels do not fit") }
      return .init(signature: "read")
    } catch {
      guard case .invalidData(_, _, let reason) = error else { return .init(signature: "\(error)") }
      return .init(signature: FuzzTarget.words(of: reason))
    }
  }
}

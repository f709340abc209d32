import Engine
import Foundation

/// Reads an input as one of the files of a model's folder.
enum ModelInput {
  private static let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("lesson-fuzz-\(getpid())")

  static func weights(_ input: [UInt8]) -> FuzzTarget.Outcome {
    read(input, as: "model.safetensors") { folder throws(EngineError) in
      let weights = try BertWeights(folder: folder)
      let bytes = weights.bytes
      let tensor = try weights.tensor("pooler.dense.bias", shape: [2])
      return tensor.count == 2 && bytes >= 8 ? nil : "a tensor of another size than asked for"
    }
  }

  static func configuration(_ input: [UInt8]) -> FuzzTarget.Outcome {
    read(input, as: "config.json") { folder throws(EngineError) in
      let read = try BertConfiguration.read(folder: folder)
      return read.hiddenSize % read.heads == 0 ? nil : "heads that do not fit"
    }
  }

  static func tokenizer(_ input: [UInt8]) -> FuzzTarget.Outcome {
    read(input, as: "tokenizer.json") { folder throws(EngineError) in
      let tokenizer = try WordPieceTokenizer(folder: folder)
      let encoding = tokenizer.encode("Héllo, wörld! [MASK] 中文 ##a", maxLength: 8)
      return (2...8).contains(encoding.ids.count) ? nil : "\(encoding.ids.count) tokens of 8"
    }
  }

  private static func read(
    _ input: [UInt8], as name: String, _ body: (URL) throws(EngineError) -> String?
  ) -> FuzzTarget.Outcome {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let file = folder.appendingPathComponent(name)
      defer { try? FileManager.default.removeItem(at: file) }
      try Data(input).write(to: file)
      do throws(EngineError) {
        return .init(signature: "read", finding: try body(folder))
      } catch {
        return .init(signature: FuzzTarget.words(of: error.description))
      }
    } catch {
      return .init(signature: "", finding: "the input cannot be written: \(error)")
    }
  }
}

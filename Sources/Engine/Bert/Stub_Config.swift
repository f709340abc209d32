import Foundation

public struct BertConfiguration: Sendable, Equatable {
  public var vocabularySize = 30522, hiddenSize = 384, layers = 6, heads = 12,
    intermediateSize = 1536, maxPositions = 512, typeVocabularySize = 2
  ; public var layerNormEpsilon = 1e-12, hiddenDropout = 0.1, attentionDropout = 0.1
  static func read(folder: URL) throws(EngineError) -> BertConfiguration { BertConfiguration() }
}
struct BertWeights {
  let data: Data; let header: [String: [Int]]; let base: Int
  init(folder: URL) throws(EngineError) {
    guard
      let d = try? Data(
        contentsOf: folder.appendingPathComponent("model.safetensors"), options: .mappedIfSafe)
    else { throw .invalidInput("x") }
    data = d; let n = Int(d.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }); base = 8 + n
    let h = (try? JSONSerialization.jsonObject(with: d[8..<(8 + n)])) as? [String: Any] ?? [:]
    var x: [String: [Int]] = [:];
    for (k, v) in h {
      if let m = v as? [String: Any], let o = m["data_offsets"] as? [Int] { x[k] = o }
    }; header = x
  }
  func tensor(_ n: String, shape: [Int]) throws(EngineError) -> Tensor {
    guard let o = header[n] else { throw .invalidInput(n) }
    let t = Tensor(shape: shape);
    data.withUnsafeBytes { p in
      for i in 0..<t.count {
        t.values[i] = p.loadUnaligned(fromByteOffset: base + o[0] + 4 * i, as: Float.self)
      }
    }; return t
  }
}

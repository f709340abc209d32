import Foundation

@testable import Engine

/// A BERT encoder as the books have it: double precision, plain loops, padding computed and masked,
/// every dropout decision drawn in PyTorch's order.
///
/// The engine, which computes no padding, must agree with it.
struct NaiveBert {
  typealias Matrix = [[Double]]

  let configuration: BertConfiguration
  /// By name, row-major; free to be changed a little, for finite differences.
  var weights: [String: [Double]]
  private let widths: [String: Int]

  init(_ model: BertModel) {
    configuration = model.configuration
    weights = Dictionary(
      uniqueKeysWithValues: model.parameters.map { ($0.name, $0.value.array.map(Double.init)) })
    widths = Dictionary(
      uniqueKeysWithValues: model.parameters.map { ($0.name, $0.value.shape.last ?? 0) })
  }

  /// Features [B][C] of sequences padded to some length; `generator` is `nil` in evaluation
  /// mode.
  func features(
    of sequences: [[Int32]], pooling: Pooling = .pooler, paddedLength: Int,
    generator: TorchGenerator?
  ) -> Matrix {
    let c = configuration
    var hidden = sequences.map { sequence in
      (0..<paddedLength).map { t in
        let word = row(
          "embeddings.word_embeddings.weight", t < sequence.count ? Int(sequence[t]) : 0)
        let position = row("embeddings.position_embeddings.weight", t)
        let type = row("embeddings.token_type_embeddings.weight", 0)
        return (0..<c.hiddenSize).map { word[$0] + type[$0] + position[$0] }
      }
    }
    hidden = hidden.map { norm($0, "embeddings.LayerNorm") }
    hidden = hidden.map { dropped($0, c.hiddenDropout, generator) }
    for index in 0..<c.layers {
      let layer = "encoder.layer.\(index)."
      let scores = zip(hidden, sequences).map { probabilities($0, tokens: $1.count, layer) }
      // One tensor [B, heads, P, P]: drawn before anything that follows it.
      let kept = scores.map { heads in heads.map { dropped($0, c.attentionDropout, generator) } }
      let contexts = zip(kept, hidden).map { context($0, $1, layer) }
      let attended = contexts.map {
        dropped(linear($0, layer + "attention.output.dense"), c.hiddenDropout, generator)
      }
      hidden = zip(attended, hidden).map { norm(sum($0, $1), layer + "attention.output.LayerNorm") }
      let fed = hidden.map { rows in
        let inside = linear(rows, layer + "intermediate.dense").map { line in
          line.map { 0.5 * $0 * (1 + Foundation.erf($0 / 2.0.squareRoot())) }
        }
        return dropped(linear(inside, layer + "output.dense"), c.hiddenDropout, generator)
      }
      hidden = zip(fed, hidden).map { norm(sum($0, $1), layer + "output.LayerNorm") }
    }
    return zip(hidden, sequences).map { rows, sequence in
      switch pooling {
      case .pooler: linear([rows[0]], "pooler.dense")[0].map(Foundation.tanh)
      case .mean:
        (0..<c.hiddenSize).map { j in
          sequence.indices.reduce(0) { $0 + rows[$1][j] } / Double(sequence.count)
        }
      }
    }
  }

  private func row(_ name: String, _ index: Int) -> [Double] {
    guard let values = weights[name], let width = widths[name] else { return [] }
    return Array(values[index * width..<(index + 1) * width])
  }

  private func linear(_ rows: Matrix, _ name: String) -> Matrix {
    let bias = row(name + ".bias", 0)
    let columns = bias.indices.map { row(name + ".weight", $0) }
    return rows.map { x in
      zip(columns, bias).map { w, b in zip(x, w).reduce(b) { $0 + $1.0 * $1.1 } }
    }
  }

  private func norm(_ rows: Matrix, _ name: String) -> Matrix {
    let (weight, bias) = (row(name + ".weight", 0), row(name + ".bias", 0))
    return rows.map { x in
      let mean = x.reduce(0, +) / Double(x.count)
      let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
      let scale = 1 / (variance + configuration.layerNormEpsilon).squareRoot()
      return x.indices.map { (x[$0] - mean) * scale * weight[$0] + bias[$0] }
    }
  }

  /// Softmax of the scores of each head [heads][P][P], padded keys masked.
  private func probabilities(_ hidden: Matrix, tokens: Int, _ layer: String) -> [Matrix] {
    let query = linear(hidden, layer + "attention.self.query")
    let key = linear(hidden, layer + "attention.self.key")
    let size = configuration.hiddenSize / configuration.heads
    return (0..<configuration.heads).map { head in
      query.map { q in
        let powers = key.indices.map { t -> Double in
          guard t < tokens else { return 0 }
          let dot = (head * size..<(head + 1) * size).reduce(0) { $0 + q[$1] * key[t][$1] }
          return Foundation.exp(dot / Double(size).squareRoot())
        }
        let total = powers.reduce(0, +)
        return powers.map { $0 / total }
      }
    }
  }

  private func context(_ heads: [Matrix], _ hidden: Matrix, _ layer: String) -> Matrix {
    let value = linear(hidden, layer + "attention.self.value")
    let size = configuration.hiddenSize / configuration.heads
    return hidden.indices.map { t in
      (0..<configuration.hiddenSize).map { j in
        value.indices.reduce(0) { $0 + heads[j / size][t][$1] * value[$1][j] }
      }
    }
  }

  private func sum(_ left: Matrix, _ right: Matrix) -> Matrix {
    zip(left, right).map { zip($0, $1).map(+) }
  }

  private func dropped(_ rows: Matrix, _ p: Double, _ generator: TorchGenerator?) -> Matrix {
    guard let generator, p > 0 else { return rows }
    return rows.map { line in
      line.map { isKeptByDefinition(generator, probability: p) ? $0 / (1 - p) : 0 }
    }
  }
}

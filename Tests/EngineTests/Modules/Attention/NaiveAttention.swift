import Foundation

@testable import Engine

/// Multi-head attention and a transformer's encoder layer as the books have them: double precision,
/// batches [B, T, E], one head after the other.
struct NaiveAttention {
  typealias Matrix = [[Double]]

  let width, heads: Int
  var isCausal = false
  /// [B][S]: whether a key is passed over.
  var padding: [[Bool]]?
  /// For the probabilities [B, NH, L, S], in order: 0, or what they are multiplied with.
  var factors: [Double]?

  /// - Parameters:
  ///   - query, key, value: for each row the tokens.
  ///   - values: parameters by name, after `prefix`.
  /// - Returns: the attended values, and the averaged weights.
  func outputs(
    _ query: [Matrix], _ key: [Matrix], _ value: [Matrix], _ values: [String: [Double]],
    prefix: String = ""
  ) -> (output: [Matrix], weights: [Matrix]) {
    let weight = (values[prefix + "in_proj_weight"] ?? []).chunks(width)
    let bias = values[prefix + "in_proj_bias"] ?? [Double](repeating: 0, count: 3 * width)
    func projected(_ rows: Matrix, _ third: Int) -> Matrix {
      let range = third * width..<(third + 1) * width
      return Self.linear(rows, Array(weight[range]), Array(bias[range]))
    }
    var (outputs, averages): ([Matrix], [Matrix]) = ([], [])
    for row in query.indices {
      let (q, k, v) = (projected(query[row], 0), projected(key[row], 1), projected(value[row], 2))
      var context = q.map { _ in [Double](repeating: 0, count: width) }
      var average = q.map { _ in [Double](repeating: 0, count: k.count) }
      for head in 0..<heads {
        let columns = head * width / heads..<(head + 1) * width / heads
        for i in q.indices {
          let powers = k.indices.map { j -> Double in
            if isCausal && j > i || padding?[row][j] == true { return 0 }
            let dot = columns.reduce(0) { $0 + q[i][$1] * k[j][$1] }
            return exp(dot / Double(columns.count).squareRoot())
          }
          let total = powers.reduce(0, +)
          for j in k.indices {
            let place = ((row * heads + head) * q.count + i) * k.count + j
            let probability = powers[j] / total * (factors?[place] ?? 1)
            average[i][j] += probability / Double(heads)
            for column in columns { context[i][column] += probability * v[j][column] }
          }
        }
      }
      outputs.append(Self.linear(context, values, prefix + "out_proj"))
      averages.append(average)
    }
    return (outputs, averages)
  }

  /// - Parameters:
  ///   - dropout: where decisions are drawn, and the probability of a 0.
  func encoderLayer(
    _ x: [Matrix], _ values: [String: [Double]], isNormFirst: Bool, isGELU: Bool,
    dropout: (generator: TorchGenerator, p: Double)? = nil
  ) -> [Matrix] {
    func norm(_ x: [Matrix], _ name: String) -> [Matrix] {
      x.map { Self.norm($0, values, name) }
    }
    func factor() -> Double {
      guard let (generator, p) = dropout else { return 1 }
      return isKeptByDefinition(generator, probability: p) ? 1 / (1 - p) : 0
    }
    func dropped(_ x: [Matrix]) -> [Matrix] { x.map { $0.map { $0.map { $0 * factor() } } } }
    func attended(_ x: [Matrix]) -> [Matrix] {
      let tokens = x[0].count
      var attention = self
      attention.factors = (0..<x.count * heads * tokens * tokens).map { _ in factor() }
      var output = attention.outputs(x, x, x, values, prefix: "self_attn.").output
      // PyTorch keeps these tokens first, and draws in the order of memory.
      for token in 0..<tokens {
        for row in x.indices { output[row][token] = output[row][token].map { $0 * factor() } }
      }
      return output
    }
    func fed(_ x: [Matrix]) -> [Matrix] {
      let inner = x.map { rows in
        Self.linear(rows, values, "linear1").map { row in
          row.map { isGELU ? 0.5 * $0 * (1 + erf($0 / 2.0.squareRoot())) : max(0, $0) }
        }
      }
      return dropped(dropped(inner).map { Self.linear($0, values, "linear2") })
    }
    func sum(_ a: [Matrix], _ b: [Matrix]) -> [Matrix] {
      zip(a, b).map { zip($0, $1).map { zip($0, $1).map(+) } }
    }
    if isNormFirst {
      let half = sum(x, attended(norm(x, "norm1")))
      return sum(half, fed(norm(half, "norm2")))
    }
    let half = norm(sum(x, attended(x)), "norm1")
    return norm(sum(half, fed(half)), "norm2")
  }

  private static func linear(_ rows: Matrix, _ weight: Matrix, _ bias: [Double]) -> Matrix {
    rows.map { x in zip(weight, bias).map { w, b in zip(w, x).reduce(b) { $0 + $1.0 * $1.1 } } }
  }

  private static func linear(
    _ rows: Matrix, _ values: [String: [Double]], _ name: String
  ) -> Matrix {
    let weight = (values[name + ".weight"] ?? []).chunks(rows[0].count)
    return linear(
      rows, weight, values[name + ".bias"] ?? [Double](repeating: 0, count: weight.count))
  }

  private static func norm(
    _ rows: Matrix, _ values: [String: [Double]], _ name: String
  ) -> Matrix {
    rows.map { x in
      let weight = values[name + ".weight"] ?? []
      let bias = values[name + ".bias"] ?? [Double](repeating: 0, count: x.count)
      let mean = x.reduce(0, +) / Double(x.count)
      let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
      return x.indices.map {
        (x[$0] - mean) / (variance + 1e-5).squareRoot() * weight[$0] + bias[$0]
      }
    }
  }
}

extension [Double] {
  /// Rows of tokens of so many values.
  func batch(tokens: Int, width: Int) -> [[[Double]]] {
    chunks(tokens * width).map { $0.chunks(width) }
  }
}

extension [[[Double]]] {
  var flat: [Double] { flatMap { $0.flatMap { $0 } } }
}

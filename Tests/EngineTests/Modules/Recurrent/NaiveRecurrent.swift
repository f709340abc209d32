import Foundation

@testable import Engine

/// RNN, GRU and LSTM as PyTorch's manual has them: double precision, one row and one step after the
/// other.
struct NaiveRecurrent {
  enum Kind: CaseIterable { case tangent, rectifier, gru, lstm }

  let kind: Kind
  let settings: RecurrentSettings
  let steps, rows: Int

  /// - Parameters:
  ///   - values: parameters by name, and inputs: time first, then the initial states.
  ///   - initial: how many initial states there are.
  /// - Returns: output [T, B, H * directions], h_n, and for an LSTM c_n.
  func outputs(_ values: [String: [Double]], initial: Int) -> [[Double]] {
    let n = settings.hidden
    var x = (values["input 0"] ?? []).chunks(settings.inputs)
    var last = [[Double]](repeating: [], count: kind == .lstm ? 2 : 1)
    for layer in 0..<settings.layers {
      var outputs = [[Double]](repeating: [], count: steps * rows)
      for direction in 0..<settings.directions {
        let suffix = "_l\(layer)" + (direction == 1 ? "_reverse" : "")
        let place = (layer * settings.directions + direction) * rows * n
        var ends = [[Double]](repeating: [], count: last.count)
        for row in 0..<rows {
          var state = (0..<last.count).map { index in
            index < initial
              ? Array((values["input \(index + 1)"] ?? [])[place + row * n..<place + (row + 1) * n])
              : [Double](repeating: 0, count: n)
          }
          for number in 0..<steps {
            let step = direction == 1 ? steps - 1 - number : number
            state = cell(x[step * rows + row], state, values, suffix)
            outputs[step * rows + row] += state[0]
          }
          for index in ends.indices { ends[index] += state[index] }
        }
        for index in ends.indices { last[index] += ends[index] }
      }
      x = outputs
    }
    return [x.flatMap { $0 }] + last
  }

  private func cell(
    _ x: [Double], _ state: [[Double]], _ values: [String: [Double]], _ suffix: String
  ) -> [[Double]] {
    func sums(_ x: [Double], _ name: String) -> [Double] {
      let rows = (values["weight_\(name)" + suffix] ?? []).chunks(x.count)
      let bias = values["bias_\(name)" + suffix] ?? [Double](repeating: 0, count: rows.count)
      return zip(rows, bias).map { row, bias in zip(row, x).reduce(bias) { $0 + $1.0 * $1.1 } }
    }
    func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    let (n, h) = (settings.hidden, state[0])
    let (a, u) = (sums(x, "ih"), sums(h, "hh"))
    let both = zip(a, u).map(+)
    switch kind {
    case .tangent: return [both.map { tanh($0) }]
    case .rectifier: return [both.map { max(0, $0) }]
    case .gru:
      return [
        (0..<n).map { j in
          let (r, z) = (sigmoid(both[j]), sigmoid(both[n + j]))
          return (1 - z) * tanh(a[2 * n + j] + r * u[2 * n + j]) + z * h[j]
        }
      ]
    case .lstm:
      let c = (0..<n).map { j in
        sigmoid(both[n + j]) * state[1][j] + sigmoid(both[j]) * tanh(both[2 * n + j])
      }
      return [(0..<n).map { sigmoid(both[3 * n + $0]) * tanh(c[$0]) }, c]
    }
  }
}

extension [Double] {
  /// Rows of so many values.
  func chunks(_ size: Int) -> [[Double]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<$0 + size]) }
  }
}

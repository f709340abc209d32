import Foundation
import Testing

@testable import Engine

/// Gradients beside the slopes of the definitions, both written out in double precision here.
@Suite struct LossGradientTests {
  typealias Definition = @Sendable (_ x: Double, _ y: Double) -> Double

  static let ofValues: [(String, [String: OptionValue], Definition)] = [
    ("mse", [:], { ($0 - $1) * ($0 - $1) }),
    ("l1", [:], { abs($0 - $1) }),
    (
      "smooth_l1", ["beta": .number(0.3)],
      { abs($0 - $1) < 0.3 ? ($0 - $1) * ($0 - $1) / 0.6 : abs($0 - $1) - 0.15 }
    ),
    (
      "huber", ["delta": .number(0.4)],
      { abs($0 - $1) < 0.4 ? ($0 - $1) * ($0 - $1) / 2 : 0.4 * (abs($0 - $1) - 0.2) }
    ),
    ("bce", [:], { -$1 * Foundation.log($0) - (1 - $1) * Foundation.log(1 - $0) }),
    (
      "bce_with_logits", [:],
      { x, y in
        let p = 1 / (1 + Foundation.exp(-x))
        return -y * Foundation.log(p) - (1 - y) * Foundation.log(1 - p)
      }
    ),
    (
      "bce_with_logits", ["pos_weight": .list([.number(3)])],
      { x, y in
        let p = 1 / (1 + Foundation.exp(-x))
        return -3 * y * Foundation.log(p) - (1 - y) * Foundation.log(1 - p)
      }
    ),
  ]

  @Test(arguments: 0..<7, [true, false])
  func givesTheSlopesOfValues(number: Int, isMean: Bool) throws {
    var (name, options, definition) = Self.ofValues[number]
    options["reduction"] = .word(isMean ? "mean" : "sum")
    var samples = Samples(11)
    let isProbability = name.hasPrefix("bce")
    let target = samples.floats(12).map { isProbability ? abs($0) : $0 }
    let output = samples.floats(12).map { name == "bce" ? 0.5 + 0.45 * $0 : $0 }
    let (loss, gradient) = try LossCatalogue.entries.make(name, options).lossAndGradient(
      output: Tensor(shape: [4, 3], values: output),
      target: .numbers(Tensor(shape: [4, 3], values: target)), weight: 1)
    let whole = { (x: [Double]) in
      zip(x, target.doubles).reduce(0) { $0 + definition($1.0, $1.1) } / (isMean ? 12 : 1)
    }
    #expect(abs(Double(loss) - whole(output.doubles)) < 1e-7 * max(1, abs(Double(loss))))
    expectGradient(gradient.array, slopes(at: output.doubles, whole), name)
  }

  @Test(arguments: [0, 0.2], [nil, [0.5, 2, 0.25]] as [[Double]?])
  func givesTheSlopesOfClasses(smoothing: Double, weight: [Double]?) throws {
    var samples = Samples(12)
    let output = samples.floats(12, scale: 3)
    let labels: [Int32] = [0, 2, 1, 1]
    var options: [String: OptionValue] =
      weight.map { ["weight": .list($0.map { .number($0) })] } ?? [:]
    if smoothing > 0 { options["label_smoothing"] = .number(smoothing) }
    let w = weight ?? [1, 1, 1]
    let divisor = labels.reduce(0) { $0 + w[Int($1)] }
    func whole(_ x: [Double], logarithms: Bool) -> Double {
      labels.indices.reduce(0) { sum, row in
        let z = Array(x[row * 3..<row * 3 + 3])
        let total = logarithms ? 0 : Foundation.log(z.reduce(0) { $0 + Foundation.exp($1) })
        let minus = z.indices.map { w[$0] * (total - z[$0]) }
        return sum + (1 - smoothing) * minus[Int(labels[row])] + smoothing / 3 * minus.reduce(0, +)
      } / divisor
    }
    let target = Activation.indices(Indices(shape: [4], values: labels))
    for name in smoothing > 0 ? ["cross_entropy"] : ["cross_entropy", "nll"] {
      let (loss, gradient) = try LossCatalogue.entries.make(name, options).lossAndGradient(
        output: Tensor(shape: [4, 3], values: output), target: target, weight: 1)
      let definition = { whole($0, logarithms: name == "nll") }
      #expect(abs(Double(loss) - definition(output.doubles)) < 3e-7, "\(name)")
      expectGradient(gradient.array, slopes(at: output.doubles, definition), name)
    }
  }
}

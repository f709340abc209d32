import Foundation
import Testing

@testable import Engine

/// What PyTorch made of a few outputs and targets.
struct LossCase: Decodable, Sendable, CustomStringConvertible {
  let name: String
  let options: [String: OptionJSON]
  let shape: [Int]
  let output: [Float]
  let target: [Float]?
  let classes: [Int32]?
  let loss: Double
  let gradient: [Double]

  var description: String { "\(name) \(options.mapValues(\.value)) \(shape)" }

  static func read() throws -> [LossCase] {
    struct File: Decodable { let cases: [LossCase] }
    return try JSONDecoder().decode(File.self, from: fixture("losses.json")).cases
  }

  func make() throws -> any Loss {
    try LossCatalogue.entries.make(name, options.mapValues(\.value))
  }

  func compute(weight: Double = 1) throws -> (Float, Tensor) {
    let loss = try make()
    let target = targetActivation
    try loss.check(
      output: shape,
      target: ActivationShape(target.shape, kind: classes == nil ? .numbers : .indices))
    return try loss.lossAndGradient(
      output: Tensor(shape: shape, values: output), target: target, weight: weight)
  }

  var targetActivation: Activation {
    if let classes {
      let places = [shape[0]] + shape[2...]
      return .indices(Indices(shape: places, values: classes))
    }
    return .numbers(Tensor(shape: shape, values: target ?? []))
  }
}

@Suite struct LossTests {
  /// PyTorch computes in single precision: a dozen terms are off by some units in the last place.
  private let tolerance = 6e-7

  @Test func computesWhatPyTorchDoes() throws {
    let cases = try LossCase.read()
    #expect(Set(cases.map(\.name)) == Set(LossCatalogue.entries.map(\.name)))
    for example in cases {
      let (loss, gradient) = try example.compute()
      #expect(
        abs(Double(loss) - example.loss) <= tolerance * max(1e-3, abs(example.loss)), "\(example)")
      let scale = max(1e-3, example.gradient.map(abs).max() ?? 0)
      #expect(
        largestDifference(gradient.array, example.gradient) <= tolerance * scale, "\(example)")
    }
  }

  @Test func multipliesTheGradientAloneByTheWeight() throws {
    for example in try LossCase.read() {
      let (loss, gradient) = try example.compute()
      let (same, quarter) = try example.compute(weight: 0.25)
      #expect(loss == same)
      #expect(quarter.array == gradient.array.map { $0 / 4 }, "\(example)")
    }
  }

  @Test func staysFiniteWhereALogarithmOrAPowerWouldNot() throws {
    let far: [Float] = [1000, -1000]
    let ones = Activation.numbers(Tensor(shape: [1, 2], values: [0, 1]))
    let logits = try LossCatalogue.entries.make("bce_with_logits")
      .lossAndGradient(output: Tensor(shape: [1, 2], values: far), target: ones, weight: 1)
    #expect(logits.loss == 1000)
    #expect(logits.dOutput.array == [0.5, -0.5])
    let sure = try LossCatalogue.entries.make("bce")
      .lossAndGradient(output: Tensor(shape: [1, 2], values: [1, 0]), target: ones, weight: 1)
    #expect(sure.loss == 100)
    #expect(sure.dOutput.isFinite)
  }

  /// PyTorch's `log1p(-x)` is -x there, and its slope is divided by 1e-12 at least.
  @Test func keepsTheSmallestProbabilitiesAndTheSteepestSlopes() throws {
    func bce(_ x: Float) throws -> (loss: Float, dOutput: Tensor) {
      try LossCatalogue.entries.make("bce").lossAndGradient(
        output: Tensor(shape: [1, 1], values: [x]), target: .numbers(Tensor(shape: [1, 1])),
        weight: 1)
    }
    #expect(try bce(1e-20).loss == 1e-20)
    #expect(try bce(1).dOutput.array == [1e12])
  }

  /// One number of `pos_weight` is for all columns: with weight 3 a target of 1 at a logit of 0 costs
  /// 3 ln 2.
  @Test func takesOneWeightOfClass1ForAllColumns() throws {
    let loss = try LossCatalogue.entries.make("bce_with_logits", ["pos_weight": .list([.whole(3)])])
    try loss.check(output: [2, 3], target: ActivationShape([2, 3]))
    let ones = Tensor(shape: [2, 3], values: [1, 1, 1, 1, 1, 1])
    let (value, _) = try loss.lossAndGradient(
      output: Tensor(shape: [2, 3]), target: .numbers(ones), weight: 1)
    #expect(value == Float(3 * Foundation.log(2.0)))
  }

  /// `beta=0` is the absolute difference, in PyTorch too.
  @Test func isAPlainDifferenceWithoutABend() throws {
    let loss = try LossCatalogue.entries.make("smooth_l1", ["beta": 0])
    let (value, dOutput) = try loss.lossAndGradient(
      output: Tensor(shape: [1, 2], values: [3, 1]),
      target: .numbers(Tensor(shape: [1, 2], values: [3, 2])), weight: 1)
    #expect(value == 0.5)
    #expect(dOutput.array == [0, -0.5])
  }

  /// PyTorch's weight is a tensor of single precision: 9 times its 0.1 is another number than 0.9.
  @Test func holdsWeightsInSinglePrecision() throws {
    let loss = try LossCatalogue.entries.make(
      "nll", ["weight": .list([.number(0.1), .whole(0)]), "reduction": "sum"])
    let (value, _) = try loss.lossAndGradient(
      output: Tensor(shape: [2, 2], values: [-9, 0, 0, -5]),
      target: .indices(Indices(shape: [2], values: [0, 1])), weight: 1)
    #expect(value == Float(0.1) * 9)
    #expect(value != 0.9)
  }

  /// Only then may rows go through a model one by one.
  @Test func isTheMeanOfItsRowsWithoutWeightsAlone() {
    #expect(CrossEntropyLoss().isMeanOfRows)
    #expect(CrossEntropyLoss(labelSmoothing: 0.1).isMeanOfRows)
    #expect(!CrossEntropyLoss(weight: [1, 2]).isMeanOfRows)
    #expect(!CrossEntropyLoss(reduction: .sum).isMeanOfRows)
    #expect(!MSELoss().isMeanOfRows)
  }

  @Test func tellsALossThatIsNoNumber() throws {
    for name in ["bce", "bce_with_logits", "mse", "l1", "smooth_l1", "huber"] {
      let (loss, _) = try LossCatalogue.entries.make(name).lossAndGradient(
        output: Tensor(shape: [1, 2], values: [0.5, .nan]),
        target: .numbers(Tensor(shape: [1, 2], values: [0, 1])), weight: 1)
      #expect(loss.isNaN, "\(name)")
    }
    for name in ["cross_entropy", "nll"] {
      let (loss, _) = try LossCatalogue.entries.make(name).lossAndGradient(
        output: Tensor(shape: [1, 2], values: [0.5, .nan]),
        target: .indices(Indices(shape: [1], values: [1])), weight: 1)
      #expect(loss.isNaN, "\(name)")
    }
  }
}

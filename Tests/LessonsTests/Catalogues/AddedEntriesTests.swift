import Foundation
import Records
import Testing

@testable import Engine
@testable import Lessons

/// A layer and a loss that the engine does not have: once they are in the catalogues, everything knows
/// them.
@Suite struct AddedEntriesTests {
  /// Everything times a factor.
  private final class TimesLayer: Layer {
    private static let factor = NamedOption.number("factor", default: 2, "What is multiplied by.")

    static let entry = CatalogueEntry<any Module>(
      name: "times", pytorch: "torch.mul", summary: "Everything times a factor.",
      positional: [factor.described]
    ) { options throws(OptionProblem) in TimesLayer(try options.read(factor)) }

    private let factor: Float
    init(_ factor: Double) { self.factor = Float(factor) }

    func output(of input: [Int]) -> [Int] { input }

    func forward(_ x: Tensor, _ pass: Pass) -> LayerStep {
      let factor = factor
      func scaled(_ x: Tensor) -> Tensor {
        Tensor(shape: x.shape, values: x.array.map { $0 * factor })
      }
      return LayerStep(scaled(x)) { dY, wantsInput in wantsInput ? scaled(dY) : nil }
    }
  }

  /// The fourth power of the difference.
  private final class FourthPowerLoss: Loss {
    static let entry = CatalogueEntry<any Loss>(
      name: "fourth_power", pytorch: "torch.pow", summary: "The difference's fourth power."
    ) { _ in FourthPowerLoss() }

    func check(output: [Int], target: ActivationShape) throws(ShapeProblem) {
      guard target.kind == .numbers, target.shape == output else {
        throw ShapeProblem(expected: "a target like the output", found: [target])
      }
    }

    func lossAndGradient(
      output: Tensor, target: Activation, weight: Double
    ) throws(EngineError) -> (loss: Float, dOutput: Tensor) {
      guard case .numbers(let target) = target else {
        throw .invalidInput(.kind(.numbers, neededBy: "a loss"))
      }
      let count = Float(output.count)
      let differences = zip(output.array, target.array).map { $0 - $1 }
      let slopes = differences.map { 4 * $0 * $0 * $0 * Float(weight) / count }
      let powers = differences.map { $0 * $0 * $0 * $0 }
      return (powers.reduce(0, +) / count, Tensor(shape: output.shape, values: slopes))
    }
  }

  private static func lesson(_ layer: String) -> String {
    TableFixture.lesson([
      ("data", "- dataset: prices\n- loader: dataset\n  batch_size: 10"),
      (
        "build",
        """
        - model: [{out: {linear: [2, 1]}}, \(layer)]
        - optimizer: SGD
          parameters: model
          lr: 0.00001
        """
      ),
      (
        "train",
        """
        - train: model
          loader: loader
          optimizer: optimizer
          loss: fourth_power
          epochs: $epochs
        """
      ),
    ])
  }

  private func withEntries<R>(_ body: () throws -> R) rethrows -> R {
    try LayerCatalogue.$added.withValue([TimesLayer.entry]) {
      try LossCatalogue.$added.withValue([FourthPowerLoss.entry], operation: body)
    }
  }

  @Test func areUnknownWithoutTheirEntries() throws {
    let (plan, diagnostics) = try TableFixture.plan(Self.lesson("times"))
    #expect(plan == nil)
    #expect(diagnostics.map(\.code) == ["unknown-layer", "unknown-loss"])
  }

  @Test func areInTheManualAndTheSchema() throws {
    try withEntries {
      let model = try #require(StepsManual.text(action: "model"))
      #expect(model.contains("- `times`: Everything times a factor. `torch.mul`.\n  - `factor`: "))
      #expect(StepsManual.markdown().contains("- `fourth_power`: "))
      let schema = LessonSchema.document["$defs"]
      let layer = try CanonicalJSON.text(schema?["layer"] ?? .null)
      #expect(layer.contains("\"times\""))
      let train = try CanonicalJSON.text(schema?["action_train"]?["properties"]?["loss"] ?? .null)
      #expect(train.contains("\"fourth_power\""))
    }
    #expect(!StepsManual.markdown().contains("fourth_power"))
  }

  @Test func areInThePlanAndTheCachesKeys() throws {
    try withEntries {
      let keys = try ["times", "times: 2", "times: 3"].map { layer in
        let plan = try #require(
          try TableFixture.plan(Self.lesson(layer.contains(":") ? "{\(layer)}" : layer)).plan)
        let keys = PlanKeys(plan, computedBy: ComputedBy(engine: "", products: ""), assets: [:])
        return try #require(keys.keys(ofStep: 2).last).digest
      }
      #expect(Set(keys).count == 3)
    }
  }

  @Test func run() throws {
    try withEntries {
      let plan = try #require(try TableFixture.plan(Self.lesson("{times: 3}")).plan)
      let runner = LessonRunner(
        plan: plan, assets: try TableFixture(), threads: 1, observer: { _ in })
      let (record, failure) = runner.run(cancellation: Cancellation())
      #expect(failure == nil)
      let losses = ResultPath("train.losses")?.value(in: record)?.array?.compactMap(\.number) ?? []
      #expect(losses.count == 12)
      #expect((losses.last ?? 0) < (losses.first ?? 0))
    }
  }
}

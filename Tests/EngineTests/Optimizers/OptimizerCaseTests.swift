import Foundation
import Testing

@testable import Engine

/// A dozen steps of every optimizer of PyTorch that there is here, on two groups of parameters.
struct OptimizerCases: Decodable, Sendable {
  struct Case: Decodable, Sendable {
    let name: String
    let options: [String: OptionJSON]
    let after: [Double]

    func settings() throws -> OptimizerSettings {
      try find(name, in: OptimizerCatalogue.entries).make(Options(options.mapValues(\.value)))
    }
  }

  let start: [Float]
  let gradients: [[Float]]
  let cases: [Case]
  /// Under a one-cycle schedule, which changes momentum and first beta.
  let cycled: [Case]

  static func read() throws -> OptimizerCases {
    try JSONDecoder().decode(OptimizerCases.self, from: fixture("optimizer-cases.json"))
  }
}

@Suite struct OptimizerCaseTests {
  /// Values are of up to 4, where two neighbours are up to 4.8e-7 apart; PyTorch's kernels fuse some
  /// products with the sum after them, so that a dozen steps may end two or three apart.
  private func tolerance(_ values: [Double]) -> Double {
    5e-7 * max(1, values.map(abs).max() ?? 1)
  }

  @Test func stepsAsPyTorchDoes() throws {
    let trace = try OptimizerCases.read()
    #expect(Set(trace.cases.map(\.name)) == Set(OptimizerCatalogue.entries.map(\.name)))
    for example in trace.cases {
      let settings = try example.settings()
      let parameters = [Array(trace.start[..<2]), Array(trace.start[2...])].map {
        Parameter(name: "p", value: Tensor(shape: [$0.count], values: $0))
      }
      let optimizer = settings.optimizer(
        of: parameters.map {
          ParameterGroup(
            parameters: [$0], learningRate: settings.learningRate,
            weightDecay: settings.weightDecay)
        })
      for (step, gradient) in trace.gradients.enumerated() {
        parameters[0].gradient =
          step == 4 ? nil : Tensor(shape: [2], values: Array(gradient[..<2]))
        parameters[1].gradient = Tensor(shape: [3], values: Array(gradient[2...]))
        optimizer.step()
      }
      let values = parameters.flatMap(\.value.array)
      #expect(
        largestDifference(values, example.after) <= tolerance(example.after),
        "\(example.name) \(example.options.mapValues(\.value))")
      #expect(optimizer.states.map { $0?.steps } == [11, 12])
      #expect(optimizer.states.allSatisfy { $0?.buffers.count == settings.buffers })
    }
  }

  @Test func takesTheMomentumOfAOneCycle() throws {
    let trace = try OptimizerCases.read()
    #expect(trace.cycled.count == 4)
    for example in trace.cycled {
      let parameter = Parameter(name: "p", value: Tensor(shape: [5], values: trace.start))
      let optimizer = try example.settings().optimizer(of: [parameter])
      let schedule = OneCycleSchedule(OneCycleSchedule.Settings(highestRate: 0.05))
      for (step, gradient) in trace.gradients.enumerated() {
        parameter.gradient = Tensor(shape: [5], values: gradient)
        let point = SchedulePoint(step: step, totalSteps: trace.gradients.count)
        optimizer.step(
          schedule.settings(of: optimizer, at: point), pool: WorkerPool(threads: 1))
      }
      #expect(
        largestDifference(parameter.value.array, example.after) <= tolerance(example.after),
        "\(example.name)")
    }
  }

  @Test(arguments: [
    (
      "sgd", ["maximize": OptionValue.flag(true)],
      "maximize: is not supported: make the negative of the loss small instead"
    ),
    ("adam", ["foreach": .flag(true)], "foreach: changes no result: leave it out"),
    ("adamw", ["fused": .flag(true)], "fused: changes no result: leave it out"),
    ("nadam", ["capturable": .flag(true)], "capturable: changes no result: leave it out"),
    (
      "rmsprop", ["differentiable": .flag(true)],
      "differentiable: is not supported: nothing goes back through a step here"
    ),
    (
      "adam", ["decoupled_weight_decay": .flag(true)],
      "decoupled_weight_decay: is what `adamw` does: take that"
    ),
    ("sgd", ["nesterov": .flag(true)], "nesterov: needs a `momentum` above 0, and no `dampening`"),
    (
      "sgd", ["nesterov": .flag(true), "momentum": .number(0.9), "dampening": .number(0.1)],
      "nesterov: needs a `momentum` above 0, and no `dampening`"
    ),
    ("sgd", ["lr": .number(-1)], "lr: must be a number of at least 0"),
    (
      "adam", ["betas": .list([.number(0.9)])],
      "betas: must be a list of two numbers from 0 to below 1"
    ),
    (
      "adam", ["betas": .list([.number(-0.1), .number(0.9)])],
      "betas: must be a list of two numbers from 0 to below 1"
    ),
    (
      "adam", ["betas": .list([.number(0.9), .number(1)])],
      "betas: must be a list of two numbers from 0 to below 1"
    ),
    ("adadelta", ["rho": .number(1.1)], "rho: must be a number from 0 to 1"),
    (
      "adagrad", ["momentum": .number(1)],
      "momentum: is no option of adagrad: it has eps, initial_accumulator_value, lr, lr_decay, "
        + "weight_decay"
    ),
  ])
  func refusesOptions(_ name: String, _ options: [String: OptionValue], _ text: String) throws {
    #expect(try problem(name, options, in: OptimizerCatalogue.entries) == text)
  }

  @Test func hasADescriptionOfEveryOption() {
    for entry in OptimizerCatalogue.entries {
      #expect(entry.options.allSatisfy { $0.fallback != nil }, "\(entry.name)")
    }
  }
}

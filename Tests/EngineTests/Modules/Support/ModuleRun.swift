import Testing

@testable import Engine

/// One pass through a module and back, of the sum of its outputs times fixed weights.
struct ModuleRun {
  let outputs: [Tensor]
  /// What the outputs are multiplied with before they are summed.
  let weights: [Tensor]
  /// Of the inputs, in order.
  let inputGradients: [Tensor?]
  /// Of the parameters, by name.
  let gradients: [String: [Float]]

  init(
    outputs: [Tensor], weights: [Tensor], inputGradients: [Tensor?], gradients: [String: [Float]]
  ) {
    (self.outputs, self.weights) = (outputs, weights)
    (self.inputGradients, self.gradients) = (inputGradients, gradients)
  }

  /// - Parameter seed: of what dropout draws.
  init(
    _ module: any Module, _ inputs: [Activation], isTraining: Bool = true, threads: Int = 1,
    seed: Int = 3, wantsInputs: Bool = true
  ) throws {
    for (_, parameter) in module.allParameters { parameter.gradient = nil }
    let step = try module.forward(
      inputs,
      Pass(
        isTraining: isTraining, goesBack: true, generator: TorchGenerator(seed: seed),
        pool: WorkerPool(threads: threads)))
    outputs = try step.outputs.map { try $0.tensor("test") }
    var samples = Samples(77)
    weights = outputs.map { samples.tensor($0.shape) }
    inputGradients = step.backward(weights, inputs.map { _ in wantsInputs })
    gradients = Dictionary(
      uniqueKeysWithValues: module.allParameters.map {
        ($0.name, $0.parameter.gradient?.array ?? [])
      }
    )
  }

  /// All that was computed, as bits.
  var bits: [UInt32] {
    (outputs.map(\.array) + inputGradients.map { $0?.array ?? [] }
      + gradients.keys.sorted().map { gradients[$0] ?? [] })
      .flatMap { $0.map(\.bitPattern) }
  }
}

/// Values in double precision by name, a module's parameters and its inputs, and what a naive
/// implementation computes of them.
struct NaiveCheck {
  let names: [String]
  let values: [[Double]]

  init(_ module: any Module, inputs: [Tensor]) {
    let parameters = module.allParameters
    names = parameters.map(\.name) + inputs.indices.map { "input \($0)" }
    values = parameters.map { $0.parameter.value.array.doubles } + inputs.map { $0.array.doubles }
  }

  /// Expects the outputs of a run to be those of `function`, and its gradients to be the slopes.
  ///
  /// Outputs are sums of some ten products of numbers below 1: 1e-6 is some ten roundings of them.
  func expect(
    _ run: ModuleRun, _ function: ([String: [Double]]) -> [[Double]],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let exact = function(named(values))
    for (output, exact) in zip(run.outputs, exact) {
      #expect(largestDifference(output.array, exact) < 1e-6, sourceLocation: sourceLocation)
    }
    for (place, name) in names.enumerated() {
      let parameters = names.count - run.inputGradients.count
      let gradient =
        place < parameters
        ? run.gradients[name] : run.inputGradients[place - parameters]?.array
      let slopes = slopes(at: values[place]) { point in
        var moved = values
        moved[place] = point
        return zip(run.weights, function(named(moved))).reduce(0) { sum, pair in
          zip(pair.0.array, pair.1).reduce(sum) { $0 + Double($1.0) * $1.1 }
        }
      }
      expectGradient(gradient ?? [], slopes, name, sourceLocation: sourceLocation)
    }
  }

  private func named(_ values: [[Double]]) -> [String: [Double]] {
    Dictionary(uniqueKeysWithValues: zip(names, values))
  }
}

import Testing

@testable import Engine

@Suite struct OptimizerTests {
  /// The largest of all values is near 4, where two neighbours are 2.4e-7 apart; PyTorch's kernels
  /// fuse some products with the sum after them, so that a step may differ by one.
  private let tolerance = 12 * 2.4e-7

  @Test func stepsAsPyTorchDoes() throws {
    let trace = try OptimizerTrace.read()
    #expect(trace.cases.count == 12)
    for example in trace.cases {
      let parameters = trace.parameters()
      let optimizer = example.optimizer(parameters)
      let pool = WorkerPool(threads: 2)
      var shown: [[Float]] = []
      for step in trace.gradients.indices {
        trace.setGradients(parameters, step: step)
        if let clip = example.clip, let norms = example.norms {
          let norm = GradientClipping.clip(parameters, maxNorm: clip, pool: pool)
          // PyTorch sums in single precision.
          #expect(abs(norm / norms[step] - 1) < 3e-7)
        }
        let schedule: any Schedule =
          example.warmup.map { LinearSchedule(warmupSteps: $0) } ?? ConstantSchedule()
        let point = SchedulePoint(step: step, totalSteps: trace.gradients.count)
        optimizer.step(schedule.settings(of: optimizer, at: point), pool: pool)
        if trace.stepsShown.contains(step) { shown.append(parameters.flatMap(\.value.array)) }
      }
      for (values, expected) in zip(shown, example.after) {
        #expect(largestDifference(values, expected) <= tolerance, "\(example)")
      }
      #expect(shown.count == example.after.count)
      // As many steps as there were gradients.
      #expect(parameters.map(\.version) == [9, 11, 10])
    }
  }

  @Test(arguments: OptimizerKind.allCases)
  func computesTheSameBitsOnAnyNumberOfThreads(kind: OptimizerKind) {
    func bits(threads: Int) -> [[UInt32]] {
      var samples = Samples(1)
      let parameters = [150_001, 7, 64, 65_536].map {
        Parameter(name: "p", value: samples.tensor([$0]))
      }
      let optimizer = kind.optimizer(parameters)
      for _ in 0..<3 {
        for parameter in parameters { parameter.gradient = samples.tensor(parameter.value.shape) }
        optimizer.step(optimizer.ownSettings, pool: WorkerPool(threads: threads))
      }
      return parameters.map { $0.value.array.map(\.bitPattern) }
    }
    let expected = bits(threads: 1)
    for threads in [2, 3, 8] { #expect(bits(threads: threads) == expected) }
  }

  /// Vectors, their rests and the cuts between tasks show nowhere.
  @Test(arguments: OptimizerKind.allCases)
  func changesEveryValueAsIfItStoodAlone(kind: OptimizerKind) {
    var samples = Samples(2)
    let values = samples.floats(65_536 + 21)
    let gradients = (0..<3).map { _ in samples.floats(values.count) }
    let places = [0, 7, 8, 65_535, 65_536, 65_551, 65_552, 65_556]
    let whole = Parameter(name: "p", value: Tensor(shape: [values.count], values: values))
    let single = places.map {
      Parameter(name: "p", value: Tensor(shape: [1], values: [values[$0]]))
    }
    let (large, small) = (kind.optimizer([whole]), kind.optimizer(single))
    for gradient in gradients {
      whole.gradient = Tensor(shape: [values.count], values: gradient)
      for (parameter, place) in zip(single, places) {
        parameter.gradient = Tensor(shape: [1], values: [gradient[place]])
      }
      large.step()
      small.step()
    }
    #expect(places.map { whole.value.values[$0] } == single.map { $0.value.values[0] })
    #expect(whole.value.values[3] != values[3])
  }

  /// PyTorch's momentum begins as the whole gradient, undamped, in the first step that has any.
  @Test func beginsItsMomentumWhereThereIsOne() {
    let parameter = Parameter(name: "p", value: Tensor(shape: [1]))
    let group = ParameterGroup(parameters: [parameter], learningRate: 1, weightDecay: 0)
    let sgd = SGD(groups: [group], momentum: 0.5, dampening: 0.5)
    var values: [Float] = []
    for momentum in [0, 0.5, 0.5] {
      parameter.gradient = Tensor(shape: [1], values: [1])
      sgd.step(StepSettings(rates: [1], momentum: momentum), pool: WorkerPool(threads: 1))
      values.append(parameter.value.values[0])
    }
    // By 1, by 1, and by 0.5 * 1 + (1 - 0.5) * 1.
    #expect(values == [-1, -2, -3])
  }

  @Test(arguments: OptimizerKind.allCases)
  func goesOnFromStatesThatWereKept(kind: OptimizerKind) {
    let gradients: [[Float]] = [[0.5, -1, 2], [-0.25, 3, 1], [1, 1, -1], [0.125, 0, 4]]
    func train(interruptedAfter stop: Int?) -> [Float] {
      var parameter = Parameter(name: "p", value: Tensor(shape: [3], values: [1, 2, 3]))
      var optimizer = kind.optimizer([parameter])
      for (step, gradient) in gradients.enumerated() {
        if step == stop {
          let states = optimizer.states.map { state in
            state.map {
              ParameterState(
                steps: $0.steps,
                buffers: $0.buffers.map { Tensor(shape: $0.shape, values: $0.array) },
                scalar: $0.scalar)
            }
          }
          parameter = Parameter(
            name: "p", value: Tensor(shape: [3], values: parameter.value.array))
          optimizer = kind.optimizer([parameter])
          optimizer.states = states
        }
        parameter.gradient = Tensor(shape: [3], values: gradient)
        optimizer.step()
      }
      return parameter.value.array
    }
    #expect(train(interruptedAfter: 2) == train(interruptedAfter: nil))
  }

  @Test(arguments: OptimizerKind.allCases)
  func passesOverParametersWithoutGradientAndFrozenOnes(kind: OptimizerKind) {
    let parameters = (0..<3).map { _ in
      Parameter(name: "p", value: Tensor(shape: [2], values: [1, 2]))
    }
    let optimizer = kind.optimizer(parameters)
    parameters[1].gradient = Tensor(shape: [2], values: [1, 1])
    parameters[2].gradient = Tensor(shape: [2], values: [1, 1])
    parameters[2].requiresGradient = false
    optimizer.step()
    #expect(parameters[0].value.array == [1, 2], "no weight decay either")
    #expect(parameters[2].value.array == [1, 2])
    #expect(parameters.map(\.version) == [0, 1, 0])
    #expect(optimizer.states.map { $0?.steps } == [nil, 1, nil])
    optimizer.zeroGradients()
    #expect(parameters.allSatisfy { $0.gradient == nil })
  }
}

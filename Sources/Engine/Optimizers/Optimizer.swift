/// Changes parameters by their gradients, with the arithmetic of PyTorch's optimizer of that name.
///
/// A parameter without a gradient is passed over entirely: no decay, no state.
public protocol Optimizer: AnyObject {
  /// What it changes, in groups with settings of their own; each parameter is in one of them.
  var groups: [ParameterGroup] { get }

  /// What each of ``parameters`` has gathered, in their order; `nil` before its first step.
  ///
  /// Settable for checkpoints.
  var states: [ParameterState?] { get set }

  /// Changes every parameter that has a gradient.
  ///
  /// The bits do not depend on the number of threads.
  ///
  /// - Parameter settings: a rate for each group, which takes the place of its own.
  func step(_ settings: StepSettings, pool: WorkerPool)
}

/// Parameters that share their settings: what PyTorch's `param_groups` hold.
public struct ParameterGroup {
  /// In the order of ``Optimizer/states``; a parameter is in one group only.
  public var parameters: [Parameter]
  /// Of the group where no schedule changes it: a schedule starts from it at every step.
  public var learningRate: Double
  /// 0 for none; whether it shrinks the weights or joins the gradient, the optimizer says.
  public var weightDecay: Double

  public init(parameters: [Parameter], learningRate: Double, weightDecay: Double) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.weightDecay = weightDecay
  }
}

/// What a parameter has gathered over its steps.
public struct ParameterState {
  /// How often it was stepped, from 1.
  public var steps: Int
  /// Tensors of the parameter's own shape; which, the optimizer says.
  public var buffers: [Tensor]
  /// A number beside them, where the optimizer has one.
  public var scalar: Double?

  public init(steps: Int, buffers: [Tensor], scalar: Double? = nil) {
    (self.steps, self.buffers, self.scalar) = (steps, buffers, scalar)
  }
}

/// One parameter in one step, its memory in reach of an update.
///
/// The addresses hold for the length of a step: the parameter, its gradient and its state keep what
/// they point to.
struct SteppedParameter {
  let group: ParameterGroup
  /// Of the group in this step.
  let rate: Double
  let count: Int
  let value: UnsafeMutablePointer<Float>
  let gradient: UnsafePointer<Float>
  /// Whether the buffers have just been made.
  let isFirst: Bool
  /// This one counted in.
  let steps: Int
}

extension Optimizer {
  /// The parameters of all groups, in order.
  public var parameters: [Parameter] { groups.flatMap { $0.parameters } }

  /// Forgets all gradients, as PyTorch's `zero_grad()` does by default.
  public func zeroGradients() {
    for group in groups {
      for parameter in group.parameters { parameter.gradient = nil }
    }
  }

  /// Counts a step for every parameter that has a gradient, and does what is to be done with it.
  ///
  /// - Parameters:
  ///   - buffers: how many tensors the optimizer keeps of a parameter.
  ///   - initial: what all their values are before the first step.
  ///   - update: what is to be done with one parameter.
  func step<Update: ElementwiseUpdate>(
    _ settings: StepSettings, buffers: Int, initial: Float = 0, pool: WorkerPool,
    update: (SteppedParameter, inout ParameterState) -> Update
  ) {
    precondition(settings.rates.count == groups.count, "a rate for each group")
    // Small tensors are changed at once: handing them out would take longer.
    let isSmall = pool.threads == 1 || valuesToStep <= TensorChunks.size
    var updates: [Update] = []
    var index = -1
    for (number, group) in groups.enumerated() {
      for parameter in group.parameters {
        index += 1
        guard let gradient = parameter.gradient, parameter.requiresGradient else { continue }
        var state = states[index] ?? ParameterState(steps: 0, buffers: [])
        let isFirst = state.buffers.count < buffers
        while state.buffers.count < buffers {
          let tensor = Tensor(shape: gradient.shape)
          if initial != 0 { tensor.values.update(repeating: initial) }
          state.buffers.append(tensor)
        }
        state.steps += 1
        let value = parameter.value
        let stepped = SteppedParameter(
          group: group, rate: settings.rates[number], count: value.count, value: value.start,
          gradient: gradient.start, isFirst: isFirst, steps: state.steps)
        let update = update(stepped, &state)
        states[index] = state
        parameter.version += 1
        if isSmall { update.run(0..<update.count) } else { updates.append(update) }
      }
    }
    if !isSmall { updates.run(pool) }
  }

  /// How many values a step changes.
  private var valuesToStep: Int {
    var count = 0
    for group in groups {
      for parameter in group.parameters where parameter.gradient != nil {
        count += parameter.value.count
      }
    }
    return count
  }

  /// States for all parameters before their first step.
  static func noStates(_ groups: [ParameterGroup]) -> [ParameterState?] {
    groups.flatMap { $0.parameters }.map { _ in nil }
  }
}

/// What an optimizer does to one parameter: the same arithmetic for every one of its values.
protocol ElementwiseUpdate {
  /// How many values the parameter has.
  var count: Int { get }

  /// Changes some of the values.
  func run(_ range: Range<Int>)
}

extension Array where Element: ElementwiseUpdate {
  /// Changes every value of every parameter, on all threads.
  ///
  /// A value depends on nothing but itself, so the cuts show nowhere in the result.
  func run(_ pool: WorkerPool) {
    TensorChunks(counts: map({ $0.count })).forEach(pool) { _, index, range in
      self[index].run(range)
    }
  }
}

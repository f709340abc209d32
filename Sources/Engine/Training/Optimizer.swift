/// Changes parameters by their gradients, with the arithmetic of PyTorch's optimizer of that name.
///
/// A parameter without a gradient is passed over entirely: no decay, no state.
public protocol Optimizer: AnyObject {
  var groups: [ParameterGroup] { get }

  /// What each of ``parameters`` has gathered, in their order; `nil` before its first step.
  ///
  /// Settable for checkpoints.
  var states: [ParameterState?] { get set }

  /// Changes every parameter that has a gradient.
  ///
  /// The bits do not depend on the number of threads.
  ///
  /// - Parameter rateFactor: what the schedule multiplies every group's learning rate with; 1 leaves
  ///   it as given.
  func step(rateFactor: Double, pool: WorkerPool)
}

/// Parameters that share their settings: what PyTorch's `param_groups` hold.
public struct ParameterGroup {
  public var parameters: [Parameter]
  public var learningRate: Double
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

  public init(steps: Int, buffers: [Tensor]) {
    (self.steps, self.buffers) = (steps, buffers)
  }
}

extension Optimizer {
  /// The parameters of all groups, in order.
  public var parameters: [Parameter] { groups.flatMap { $0.parameters } }

  /// Forgets all gradients, as PyTorch's `zero_grad()` does by default.
  public func zeroGradients() {
    for parameter in parameters { parameter.gradient = nil }
  }

  /// Counts a step for every parameter that has a gradient, gathers what is to be done with each, and
  /// does it.
  ///
  /// - Parameters:
  ///   - buffers: how many tensors an optimizer keeps of a parameter; they start as zeros.
  ///   - update: what is to be done with one parameter.
  func step<Update: ElementwiseUpdate>(
    buffers: Int, pool: WorkerPool,
    update: (ParameterGroup, Parameter, _ gradient: Tensor, ParameterState) -> Update
  ) {
    var updates: [Update] = []
    var index = -1
    for group in groups {
      for parameter in group.parameters {
        index += 1
        guard let gradient = parameter.gradient, parameter.requiresGradient else { continue }
        var state =
          states[index]
          ?? ParameterState(
            steps: 0, buffers: (0..<buffers).map { _ in Tensor(shape: gradient.shape) })
        state.steps += 1
        states[index] = state
        updates.append(update(group, parameter, gradient, state))
        parameter.version += 1
      }
    }
    updates.run(pool)
  }
}

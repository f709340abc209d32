/// An optimizer whose options are known and whose parameters are not.
public struct OptimizerSettings: Sendable {
  /// Of groups that have none of their own.
  public let learningRate, weightDecay: Double
  /// How many tensors it keeps of each parameter, for a plan of the memory.
  public let buffers: Int
  /// Whether it has a momentum, or a first beta, that a schedule may change.
  public let hasMomentum: Bool
  private let make: @Sendable ([ParameterGroup]) -> any Optimizer

  init(
    learningRate: Double, weightDecay: Double, buffers: Int, hasMomentum: Bool,
    make: @escaping @Sendable ([ParameterGroup]) -> any Optimizer
  ) {
    (self.learningRate, self.weightDecay) = (learningRate, weightDecay)
    (self.buffers, self.hasMomentum, self.make) = (buffers, hasMomentum, make)
  }

  /// The optimizer over some groups.
  public func optimizer(of groups: [ParameterGroup]) -> any Optimizer { make(groups) }

  /// The optimizer over one group at its learning rate and weight decay.
  public func optimizer(of parameters: [Parameter]) -> any Optimizer {
    make([
      ParameterGroup(
        parameters: parameters, learningRate: learningRate, weightDecay: weightDecay)
    ])
  }
}

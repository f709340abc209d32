/// How the learning rate, and with some the momentum, changes from step to step.
///
/// A step is whatever the training steps its schedule by, an optimizer's step or an epoch. What
/// PyTorch computes step by step from the value before is written as a formula of the step here, so
/// that a training may go on from anywhere.
public protocol Schedule: AnyObject, Sendable {
  /// Refuses what cannot be run.
  ///
  /// - Parameters:
  ///   - steps: of the whole training.
  ///   - hasMomentum: whether the optimizer has a momentum, or a first beta.
  func check(steps: Int, hasMomentum: Bool) throws(OptionProblem)

  /// The learning rate of a group.
  ///
  /// - Parameter base: the group's own.
  func rate(base: Double, at point: SchedulePoint) -> Double

  /// What takes the place of the momentum, or of Adam's first beta; `nil` leaves it alone.
  func momentum(at point: SchedulePoint) -> Double?

  /// Whether it waits for a figure an epoch: ``observe(_:in:)``.
  var needsMetric: Bool { get }

  /// Takes an epoch's figure, such as the loss of a validation.
  func observe(_ metric: Double, in state: inout ScheduleState)
}

extension Schedule {
  public func check(steps: Int, hasMomentum: Bool) throws(OptionProblem) {}

  public func momentum(at point: SchedulePoint) -> Double? { nil }

  public var needsMetric: Bool { false }

  public func observe(_ metric: Double, in state: inout ScheduleState) {}

  /// How an optimizer's step is taken.
  public func settings(of optimizer: any Optimizer, at point: SchedulePoint) -> StepSettings {
    StepSettings(
      rates: optimizer.groups.map { rate(base: $0.learningRate, at: point) },
      momentum: momentum(at: point))
  }
}

/// Where a training stands.
public struct SchedulePoint: Sendable {
  /// From 0.
  public var step: Int
  /// Of the whole training.
  public var totalSteps: Int
  /// What an epoch's figures have left; only schedules that need a metric read it.
  public var state: ScheduleState

  public init(step: Int, totalSteps: Int, state: ScheduleState = ScheduleState()) {
    (self.step, self.totalSteps, self.state) = (step, totalSteps, state)
  }
}

/// What a schedule has gathered from the figures that it was given; a checkpoint keeps it.
public struct ScheduleState: Sendable, Codable, Equatable {
  /// The best figure so far; `nil` before the first.
  public var best: Double?
  /// Epochs since then, or since the last reduction.
  public var badEpochs = 0
  /// Epochs to come that do not count as bad.
  public var cooldown = 0
  /// How often the learning rate was reduced.
  public var reductions = 0

  public init() {}
}

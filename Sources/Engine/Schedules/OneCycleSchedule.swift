/// The learning rate rises to `max_lr` and falls far below where it started, while the momentum falls
/// and rises (Smith and Topin, 2018).
///
/// The groups' own learning rates do not matter.
/// Source: PyTorch, `torch/optim/lr_scheduler.py`, `OneCycleLR`.
public final class OneCycleSchedule: Schedule {
  /// PyTorch's options, with its defaults.
  public struct Settings: Sendable {
    /// `max_lr`.
    public var highestRate: Double
    /// `nil` for those of the training.
    public var steps: Int?
    /// `pct_start`: the share of the steps in which the rate rises, from 0 to 1.
    public var risingShare = 0.3
    /// `anneal_strategy`: in lines, and not along cosine waves.
    public var isLinear = false
    /// `nil` leaves the momentum alone.
    public var momenta: (lowest: Double, highest: Double)? = (0.85, 0.95)
    /// `div_factor`: the first rate is the highest divided by this.
    public var startDivisor = 25.0
    /// `final_div_factor`: the last rate is the first divided by this.
    public var endDivisor = 1e4
    /// `three_phase`: the rate falls as it rose, and then on to the last.
    public var hasThreePhases = false

    public init(highestRate: Double) { self.highestRate = highestRate }
  }

  /// From one learning rate, and one momentum, to another.
  private struct Phase {
    /// The step that it ends with, not always a whole one.
    let end: Double
    let rates, momenta: (Double, Double)
  }

  private let settings: Settings

  public init(_ settings: Settings) { self.settings = settings }

  public func check(steps: Int, hasMomentum: Bool) throws(OptionProblem) {
    guard settings.momenta == nil || hasMomentum else {
      throw OptionProblem(
        "cycle_momentum", "must be false: the optimizer has neither a momentum nor betas")
    }
    if let most = settings.steps, steps > most {
      throw OptionProblem("total_steps", "must be at least \(steps), the steps of the training")
    }
    let all = Double(settings.steps ?? steps)
    var last = 0.0
    for phase in phases(all) {
      // PyTorch divides by zero there.
      guard phase.end != last else {
        throw OptionProblem(
          "pct_start", "makes a phase of no length of \(settings.steps ?? steps) steps: change it")
      }
      last = phase.end
    }
  }

  public func rate(base: Double, at point: SchedulePoint) -> Double {
    let (phase, share) = place(point)
    return between(phase.rates, share)
  }

  public func momentum(at point: SchedulePoint) -> Double? {
    guard settings.momenta != nil else { return nil }
    let (phase, share) = place(point)
    return between(phase.momenta, share)
  }

  private func phases(_ steps: Double) -> [Phase] {
    let top = settings.highestRate
    let start = top / settings.startDivisor
    let end = start / settings.endDivisor
    let (low, high) = settings.momenta ?? (0, 0)
    let rising = settings.risingShare * steps
    let first = Phase(end: rising - 1, rates: (start, top), momenta: (high, low))
    guard settings.hasThreePhases else {
      return [first, Phase(end: steps - 1, rates: (top, end), momenta: (low, high))]
    }
    let second = 2 * settings.risingShare * steps - 2
    return [
      first, Phase(end: second, rates: (top, start), momenta: (low, high)),
      Phase(end: steps - 1, rates: (start, end), momenta: (high, high)),
    ]
  }

  /// The phase that a step belongs to, and how much of it is over.
  private func place(_ point: SchedulePoint) -> (Phase, Double) {
    let step = Double(point.step)
    var phases = phases(Double(settings.steps ?? point.totalSteps))[...]
    var start = 0.0
    while phases.count > 1, let phase = phases.first, step > phase.end {
      start = phase.end
      phases.removeFirst()
    }
    let phase = phases[phases.startIndex]
    return (phase, (step - start) / (phase.end - start))
  }

  private func between(_ ends: (Double, Double), _ share: Double) -> Double {
    settings.isLinear
      ? (ends.1 - ends.0) * share + ends.0 : Cosine.between(ends.0, ends.1, share)
  }
}

import Foundation
import Testing

@testable import Engine

/// The learning rates, and with some the momenta, that PyTorch's schedules give two groups.
struct ScheduleCase: Decodable, Sendable, CustomStringConvertible {
  let name: String
  let options: [String: OptionJSON]
  let base: [Double]
  /// A list a step.
  let rates: [[Double]]
  let momenta: [Double]?
  /// What the schedule is told after each step.
  let metrics: [Double]?

  var description: String { "\(name) \(options.mapValues(\.value))" }

  static func read() throws -> [ScheduleCase] {
    struct File: Decodable { let cases: [ScheduleCase] }
    return try JSONDecoder().decode(File.self, from: fixture("schedules.json")).cases
  }

  func make() throws -> any Schedule {
    try find(name, in: ScheduleCatalogue.entries).make(Options(options.mapValues(\.value)))
  }
}

@Suite struct ScheduleTests {
  @Test func goesAsPyTorchsDo() throws {
    let cases = try ScheduleCase.read()
    // The constant one has nothing to compare.
    #expect(
      Set(cases.map(\.name)) == Set(ScheduleCatalogue.entries.map(\.name)).subtracting(["constant"])
    )
    for example in cases {
      let schedule = try example.make()
      try schedule.check(steps: example.rates.count, hasMomentum: true)
      #expect(schedule.needsMetric == (example.metrics != nil))
      var point = SchedulePoint(step: 0, totalSteps: example.rates.count)
      for (step, rates) in example.rates.enumerated() {
        point.step = step
        for (base, rate) in zip(example.base, rates) {
          #expect(abs(schedule.rate(base: base, at: point) - rate) < 1e-14, "\(example) at \(step)")
        }
        let momentum = schedule.momentum(at: point)
        #expect((momentum == nil) == (example.momenta == nil))
        if let momentum, let expected = example.momenta?[step] {
          #expect(abs(momentum - expected) < 1e-14, "\(example) at \(step)")
        }
        if let metric = example.metrics?[step] { schedule.observe(metric, in: &point.state) }
      }
    }
  }

  @Test func goesOnFromAStateThatWasSaved() throws {
    for example in try ScheduleCase.read() {
      guard let metrics = example.metrics else { continue }
      func rates(savedAfter stop: Int?) throws -> [Double] {
        var schedule = try example.make()
        var point = SchedulePoint(step: 0, totalSteps: metrics.count)
        return try metrics.enumerated().map { step, metric in
          if step == stop {
            schedule = try example.make()
            point.state = try JSONDecoder().decode(
              ScheduleState.self, from: JSONEncoder().encode(point.state))
          }
          point.step = step
          let rate = schedule.rate(base: 0.1, at: point)
          schedule.observe(metric, in: &point.state)
          return rate
        }
      }
      for stop in [0, 1, 14, 29] {
        #expect(try rates(savedAfter: stop) == rates(savedAfter: nil), "\(example)")
      }
    }
  }

  @Test func staysAsItIs() {
    let schedule = ConstantSchedule()
    #expect(
      (0..<5).map { schedule.rate(base: 0.3, at: SchedulePoint(step: $0, totalSteps: 4)) }
        == [0.3, 0.3, 0.3, 0.3, 0.3])
  }

  @Test(arguments: [
    ("step", [:], "step_size: is missing: expected a whole number of at least 1"),
    (
      "step", ["step_size": OptionValue.whole(0)], "step_size: must be a whole number of at least 1"
    ),
    (
      "exponential", ["gamma": .number(0.9), "last_epoch": .whole(3)],
      "last_epoch: is not needed: a training goes on from its checkpoint by itself"
    ),
    (
      "exponential", ["gamma": .number(0.9), "verbose": .flag(true)],
      "verbose: changes no result: leave it out"
    ),
    (
      "multi_step", ["milestones": .list([.number(0.5)])],
      "milestones: must be a list of whole numbers of at least 0"
    ),
    (
      "linear_factor", ["start_factor": .whole(0)],
      "start_factor: must be a number above 0, and at most 1"
    ),
    ("plateau", ["factor": .whole(1)], "factor: must be a number below 1"),
    ("plateau", ["mode": .word("least")], "mode: must be min, max"),
    ("one_cycle", [:], "max_lr: is missing: expected a number of at least 0"),
    (
      "one_cycle", ["max_lr": .whole(1), "epochs": .whole(3)],
      "steps_per_epoch: is missing: `epochs` needs it"
    ),
    (
      "one_cycle", ["max_lr": .whole(1), "steps_per_epoch": .whole(3)],
      "epochs: is missing: `steps_per_epoch` needs it"
    ),
    (
      "one_cycle", ["max_lr": .whole(1), "epochs": .whole(.max), "steps_per_epoch": .whole(3)],
      "epochs: makes more steps than can be counted"
    ),
    (
      "one_cycle", ["max_lr": .whole(1), "max_momentum": .whole(1)],
      "max_momentum: must be a number from 0 to below 1"
    ),
  ])
  func refusesOptions(_ name: String, _ options: [String: OptionValue], _ text: String) throws {
    #expect(try problem(name, options, in: ScheduleCatalogue.entries) == text)
  }

  @Test func refusesACycleThatCannotBeRun() throws {
    func message(_ options: [String: OptionValue], steps: Int, hasMomentum: Bool) throws -> String?
    {
      let options = options.merging(["max_lr": .whole(1)]) { $1 }
      let schedule = try find("one_cycle", in: ScheduleCatalogue.entries).make(Options(options))
      do {
        try schedule.check(steps: steps, hasMomentum: hasMomentum)
        return nil
      } catch {
        return "\(error.option): \(error.reason)"
      }
    }
    #expect(
      try message(["total_steps": .whole(9)], steps: 10, hasMomentum: true)
        == "total_steps: must be at least 10, the steps of the training")
    #expect(try message(["total_steps": .whole(10)], steps: 10, hasMomentum: true) == nil)
    #expect(
      try message([:], steps: 10, hasMomentum: false)
        == "cycle_momentum: must be false: the optimizer has neither a momentum nor betas")
    #expect(try message(["cycle_momentum": .flag(false)], steps: 10, hasMomentum: false) == nil)
    #expect(
      try message(["pct_start": .number(0.1)], steps: 10, hasMomentum: true)
        == "pct_start: makes a phase of no length of 10 steps: change it")
  }

  @Test func staysAtItsEndBeyondItsSteps() {
    func rates(_ schedule: any Schedule, _ steps: [Int]) -> [Double] {
      steps.map { schedule.rate(base: 1, at: SchedulePoint(step: $0, totalSteps: 12)) }
    }
    #expect(
      rates(LinearFactorSchedule(start: 0.5, end: 1, steps: 4), [2, 4, 5, 11]) == [0.75, 1, 1, 1])
    #expect(rates(LinearSchedule(warmupSteps: 0, steps: 4), [3, 4, 5, 11]) == [0.25, 0, 0, 0])
    // All of it is warm-up.
    #expect(rates(LinearSchedule(warmupSteps: 4, steps: 4), [2, 4, 5]) == [0.5, 0, 0])
  }

  @Test func changesAtTheVeryStepThatIsNamed() {
    let steps = MultiStepSchedule(milestones: [2, 3, 3], gamma: 0.5)
    #expect(
      (0..<5).map { steps.rate(base: 1, at: SchedulePoint(step: $0, totalSteps: 5)) }
        == [1, 1, 0.5, 0.125, 0.125])
    let restarts = CosineRestartsSchedule(first: 2, growth: 2)
    // 2 steps, then 4: half a wave is 1, a half in the middle.
    let rates = (0..<7).map { restarts.rate(base: 1, at: SchedulePoint(step: $0, totalSteps: 7)) }
    #expect([rates[0], rates[2], rates[6]] == [1, 1, 1])
    #expect(abs(rates[1] - 0.5) < 1e-15 && abs(rates[4] - 0.5) < 1e-15)
  }

  /// As PyTorch: `total_steps` goes over the product of the two.
  @Test func takesTheStepsOfACycleBeforeItsEpochs() throws {
    let cycle = try find("one_cycle", in: ScheduleCatalogue.entries).make(
      Options([
        "max_lr": 1, "total_steps": 10, "epochs": 2, "steps_per_epoch": 3, "pct_start": 0.5,
        "anneal_strategy": "linear",
      ]))
    try cycle.check(steps: 10, hasMomentum: true)
    // The top is where a half of ten steps has passed: at the step 5 - 1.
    #expect(abs(cycle.rate(base: 1, at: SchedulePoint(step: 4, totalSteps: 10)) - 1) < 1e-15)
  }

  /// The states that PyTorch's `ReduceLROnPlateau` goes through, step by step from its source.
  @Test func countsEpochsWithoutABetterFigureAsPyTorchDoes() {
    func reductions(_ schedule: PlateauSchedule, _ metrics: [Double]) -> [Int] {
      var state = ScheduleState()
      return metrics.map { metric in
        schedule.observe(metric, in: &state)
        return state.reductions
      }
    }
    // A figure that is only as good as the best is not better.
    #expect(
      reductions(PlateauSchedule(patience: 1, threshold: 0), [1, 1, 1, 1]) == [0, 0, 1, 1])
    #expect(
      reductions(
        PlateauSchedule(isHigherBetter: true, patience: 1, threshold: 0), [1, 1, 1, 1])
        == [0, 0, 1, 1])
    // While it cools down, for two epochs here, no epoch counts as bad.
    #expect(
      reductions(PlateauSchedule(patience: 1, threshold: 0, cooldown: 2), [1, 1, 1, 1, 1, 1, 1, 1])
        == [0, 0, 1, 1, 1, 1, 2, 2])
  }

  @Test func leavesReductionsOfNoMoreThanEpsUndone() {
    func rate(_ schedule: PlateauSchedule, reductions: Int) -> Double {
      var state = ScheduleState()
      state.reductions = reductions
      return schedule.rate(base: 1, at: SchedulePoint(step: 0, totalSteps: 1, state: state))
    }
    // From 1 to a half is by 0.5, from a half to a quarter by 0.25.
    #expect(rate(PlateauSchedule(factor: 0.5, least: 0.25), reductions: 3) == 0.5)
    #expect(rate(PlateauSchedule(factor: 0.5, least: 0.2), reductions: 3) == 0.25)
    #expect(rate(PlateauSchedule(factor: 0.5, lowest: 0.375, least: 0), reductions: 3) == 0.375)
  }

  @Test func comesThroughARestartThatIsFarBeyondCounting() throws {
    let schedule = CosineRestartsSchedule(first: 1, growth: .max)
    let point = SchedulePoint(step: .max, totalSteps: .max)
    #expect((0...1).contains(schedule.rate(base: 1, at: point)))
  }
}

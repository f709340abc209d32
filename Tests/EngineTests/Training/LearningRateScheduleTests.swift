import Testing

@testable import Engine

@Suite struct LearningRateScheduleTests {
  @Test func followsHuggingFacesLinearSchedule() throws {
    let trace = try OptimizerTrace.read()
    let scheduled = trace.cases.filter { $0.warmup != nil }
    #expect(scheduled.count == 3)
    for example in scheduled {
      let groups = try #require(example.groups)
      let schedule = LearningRateSchedule.linear(warmupSteps: try #require(example.warmup))
      for (step, rates) in try #require(example.rates).enumerated() {
        let factor = schedule.factor(step: step, totalSteps: 12)
        #expect(groups.map { $0[1] * factor } == rates)
      }
    }
  }

  @Test func staysAsItIs() {
    #expect(
      (0..<5).map { LearningRateSchedule.constant.factor(step: $0, totalSteps: 4) }
        == [1, 1, 1, 1, 1])
  }

  @Test func neverFallsBelowNothing() {
    let schedule = LearningRateSchedule.linear(warmupSteps: 10)
    #expect(schedule.factor(step: 5, totalSteps: 4) == 0.5)
    #expect(schedule.factor(step: 12, totalSteps: 4) == 0)
  }
}

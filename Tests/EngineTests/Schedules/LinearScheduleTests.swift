import Testing

@testable import Engine

@Suite struct LinearScheduleTests {
  @Test func followsHuggingFacesLinearSchedule() throws {
    let trace = try OptimizerTrace.read()
    let scheduled = trace.cases.filter { $0.warmup != nil }
    #expect(scheduled.count == 3)
    for example in scheduled {
      let groups = try #require(example.groups)
      let schedule = LinearSchedule(warmupSteps: try #require(example.warmup))
      for (step, rates) in try #require(example.rates).enumerated() {
        let point = SchedulePoint(step: step, totalSteps: 12)
        #expect(groups.map { schedule.rate(base: $0[1], at: point) } == rates)
      }
    }
  }

  @Test func neverFallsBelowNothing() {
    let schedule = LinearSchedule(warmupSteps: 10)
    #expect(schedule.rate(base: 1, at: SchedulePoint(step: 5, totalSteps: 4)) == 0.5)
    #expect(schedule.rate(base: 1, at: SchedulePoint(step: 12, totalSteps: 4)) == 0)
  }
}

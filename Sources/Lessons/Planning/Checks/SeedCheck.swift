/// A step's own seed has random numbers to start.
enum SeedCheck {
  static func run(_ lesson: ParsedLesson, steps: [PlannedStep], _ scope: PlanScope) {
    let parsed = lesson.blocks.compactMap { block in
      if case .step(let step) = block { step } else { nil }
    }
    for (parsed, planned) in zip(parsed, steps) {
      guard let seed = parsed.seed, !planned.actions.contains(where: \.drawsRandomNumbers)
      else { continue }
      scope.warn(
        "unused-seed", at: seed.range,
        "no action of step `\(parsed.id.value)` draws a random number: this seed changes nothing",
        notes: ["remove it, or give it to the step that it is meant for"])
    }
  }
}

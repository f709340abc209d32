/// A seed is not negative: NumPy has none that is.
enum SeedCheck {
  static func run(_ lesson: ParsedLesson, _ scope: PlanScope) {
    var seeds = [lesson.frontMatter.seed]
    for case .step(let step) in lesson.blocks { seeds += [step.seed].compactMap(\.self) }
    for seed in seeds where seed.value < 0 {
      scope.report("wrong-type", at: seed.range, "a seed is a whole number of at least 0")
    }
  }
}

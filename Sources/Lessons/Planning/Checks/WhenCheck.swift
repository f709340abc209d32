/// What a `when` line names exists.
enum WhenCheck {
  /// Names beside the lesson's parameters.
  private static let names = ["profile", "seed", "kernel_fingerprint"]

  static func run(_ lesson: ParsedLesson, _ scope: PlanScope) {
    for block in lesson.blocks {
      switch block {
      case .expect(let expect): check(expect.when, at: expect.range, lesson, scope)
      case .claim(let claim): check(claim.when, at: claim.range, lesson, scope)
      default: break
      }
    }
  }

  private static func check(
    _ when: When, at range: SourceRange, _ lesson: ParsedLesson, _ scope: PlanScope
  ) {
    guard case .matching(let values) = when else { return }
    let known = scope.parameters.keys.sorted() + names
    for name in values.keys.sorted() where !known.contains(name) {
      let problem = ArgumentProblem.unknown(
        code: "unknown-parameter", "'when' names no parameter: '\(name)'", name: name,
        candidates: known)
      scope.report("unknown-parameter", at: range, problem.message, notes: problem.notes)
    }
    let profiles = lesson.frontMatter.profiles.map(\.name.value)
    if let profile = values["profile"]?.string, !profiles.contains(profile) {
      let problem = ArgumentProblem.unknown(
        code: "unknown-parameter", "there is no profile '\(profile)'", name: profile,
        candidates: profiles)
      scope.report("unknown-parameter", at: range, problem.message, notes: problem.notes)
    }
  }
}

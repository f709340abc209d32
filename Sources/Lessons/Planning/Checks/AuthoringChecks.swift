/// The warnings: what is no mistake, but what an author will want to know.
enum AuthoringChecks {
  static func run(
    _ loaded: LoadedLesson, _ lesson: ParsedLesson, steps: [PlannedStep], _ scope: PlanScope
  ) {
    UnusedNameCheck.run(lesson, steps: steps, scope)
    SeedCheck.run(lesson, steps: steps, scope)
    ProseNumberCheck.run(lesson, steps: steps, measured: loaded.measured, scope)
    ProseParameterCheck.run(lesson, steps: steps, measured: loaded.measured, scope)
    if loaded.hasInstructorFile { AnswerCheck.run(lesson, answers: loaded.answers, scope) }
  }

  /// What to do where a warning is mistaken.
  static let silence = "if it is meant as it stands, put <!-- lesson: ok --> on a line before it"
}

import Lessons

/// A lesson read and planned, with everything that is wrong with it, before anything runs.
struct PreparedLesson {
  /// As the command line has it.
  var name: String
  var loaded: LoadedLesson
  /// `nil` where something in the lesson is an error.
  var plan: LessonPlan?
  var diagnostics: [Diagnostic]

  init(_ name: String, options: PlanOptions, finder: LessonFinder) throws {
    self.name = name
    loaded = try finder.load(name)
    (plan, diagnostics) = try finder.outcome(of: loaded, options: options)
  }

  /// The path of its file as messages name it.
  var file: String { loaded.lesson?.file ?? diagnostics.first?.file ?? name }
}

import Records

/// Turns a lesson into a plan, or into the list of everything that is wrong in it.
package enum LessonPlanner {
  /// Plans a run.
  ///
  /// All problems come at once, those of the parser included; there is a plan exactly when none of
  /// them is an error.
  ///
  /// - Throws: ``UsageError`` for parameters, profiles and seeds of the command line that do not
  ///   fit the lesson.
  package static func plan(
    _ loaded: LoadedLesson, options: PlanOptions
  ) throws(UsageError) -> (plan: LessonPlan?, diagnostics: [Diagnostic]) {
    try plan(loaded, options: options, localData: KnownLocalData())
  }

  /// - Parameter localData: what planning the lesson itself has found of data that its variants read too.
  static func plan(
    _ loaded: LoadedLesson, options: PlanOptions, localData: KnownLocalData
  ) throws(UsageError) -> (plan: LessonPlan?, diagnostics: [Diagnostic]) {
    guard let plain = loaded.lesson else {
      return (nil, Silencing.applied(to: loaded.diagnostics, sources: loaded.sources))
    }
    let lesson = options.own == nil ? try plain.with(variant: options.variant) : plain
    var diagnostics = loaded.diagnostics
    let parameters = try RunParameters(
      lesson.frontMatter, options, report: { diagnostics.append($0) }, file: lesson.file)
    if let seed = options.seed, !Seed.range.contains(seed) {
      throw .badValue(seed < 0 ? "a seed is not negative: \(seed)" : "\(Seed.message), not \(seed)")
    }
    let scope = PlanScope(
      file: lesson.file, parameters: parameters.values, overridden: parameters.overridden,
      assets: loaded.assets, texts: loaded.texts, tables: loaded.tables,
      localData: localData)
    let seed = options.seed ?? lesson.frontMatter.seed.value

    scope.hasExercises = lesson.isHandOut
    var steps: [PlannedStep] = []
    for case .step(let step) in lesson.blocks {
      let planned = StepPlanner(step, scope: scope)
      scope.outlines.append(planned.outline)
      steps.append(
        PlannedStep(
          id: step.id.value, cell: step.notebookCell?.value, seed: step.seed?.value ?? seed,
          line: step.range.lowerBound.line, isSkipped: planned.isOpen, actions: planned.actions,
          traces: planned.traces))
    }

    // Without its data nothing that a lesson says of them can be judged.
    if let problem = scope.unusable { throw .unusableData(problem) }
    // Nor what follows from a value that nobody can use.
    if !scope.usageProblems.isEmpty {
      throw .badValue(scope.usageProblems.joined(separator: "\n"))
    }

    CellCheck.run(lesson, cells: loaded.cells, scope)
    PathCheck.run(lesson, steps: scope.outlines, variant: options.variant, scope)
    QuestionCheck.run(lesson, scope)
    FutileCheck.run(lesson, scope)
    DepartureCheck.run(lesson, scope)
    let exercises = ExerciseCheck.run(lesson, steps: scope.outlines, scope)
    if options.own == nil { VariantCheck.run(loaded, plain, options, scope) }
    // A name that is misspelt would look unused, too: warnings wait until there is no error.
    if !(diagnostics + scope.diagnostics).contains(where: { $0.severity == .error }),
      !scope.hasExercises
    {
      AuthoringChecks.run(loaded, lesson, steps: steps, scope)
    }

    diagnostics += scope.diagnostics
    diagnostics = Silencing.applied(to: diagnostics, sources: loaded.sources)
    diagnostics.sort { ($0.file, $0.range.lowerBound) < ($1.file, $1.range.lowerBound) }
    if diagnostics.contains(where: { $0.severity == .error }) { return (nil, diagnostics) }
    let set = parameters.values.filter { parameters.profiled[$0.key] != $0.value }
    let plan = LessonPlan(
      lesson: lesson, identity: identity(of: lesson.frontMatter),
      document: LessonDocumentBuilder.document(of: lesson, cells: loaded.cells ?? []),
      departures: DepartureCheck.departures(of: lesson.frontMatter, parameters),
      parameters: parameters.values, recordedParameters: recorded(parameters.values, scope),
      changedParameters: parameters.changed, setParameters: set, profile: options.profile,
      variant: options.variant, own: options.own, seed: seed, steps: steps,
      outputName: OutputName.of(
        lesson: lesson.frontMatter.id.value, variant: options.variant, profile: options.profile,
        set: set, seed: seed == lesson.frontMatter.seed.value ? nil : seed),
      outlines: scope.outlines, modelNames: scope.modelNames, exercises: exercises)
    return (
      try options.selection.applied(to: plan).withCode(loaded.manifest, localData), diagnostics
    )
  }

  private static func identity(of frontMatter: FrontMatter) -> LessonIdentity {
    LessonIdentity(
      id: frontMatter.id.value, title: frontMatter.title.value, seed: frontMatter.seed.value,
      notebook: frontMatter.notebook, license: frontMatter.license,
      attribution: frontMatter.attribution)
  }

  /// A record goes to other people: of a place on this machine it keeps the last component.
  private static func recorded(
    _ parameters: [String: JSONValue], _ scope: PlanScope
  ) -> [String: JSONValue] {
    var recorded = parameters
    for name in scope.pathParameters {
      let last = parameters[name]?.string?.split(separator: "/").last
      recorded[name] = .string(last.map(String.init) ?? "")
    }
    return recorded
  }
}

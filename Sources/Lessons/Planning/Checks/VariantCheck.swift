import Records

/// Every variant names steps that there are, changes something, and can be planned like the lesson.
enum VariantCheck {
  /// Variants that a lesson may have: each is planned where the lesson is checked.
  private static let most = 50

  /// - Parameters:
  ///   - lesson: the lesson itself, also where a variant of it is planned.
  ///   - options: whether the variants are planned as well.
  static func run(
    _ loaded: LoadedLesson, _ lesson: ParsedLesson, _ options: PlanOptions, _ scope: PlanScope
  ) {
    let variants = lesson.variants
    for (block, name) in named(in: lesson) where !variants.contains(where: { $0.id.value == name })
    {
      scope.report(
        "unknown-variant", at: block, "the lesson has no variant `\(name)`",
        notes: NearestName.note(name, in: variants.map(\.id.value)))
    }
    if let extra = variants.dropFirst(most).first {
      scope.report(
        "too-many-variants", at: extra.id.range, "a lesson has at most \(most) variants")
      return
    }
    let before = scope.diagnostics.count
    for variant in variants { check(variant, lesson, scope) }
    // What is wrong already would be said once more for each variant.
    guard options.plansVariants, options.variant == nil, scope.diagnostics.count == before,
      !scope.diagnostics.contains(where: { $0.severity == .error })
    else { return }
    for variant in variants { plan(variant, loaded, options, scope) }
  }

  private static func check(
    _ variant: ParsedVariant, _ lesson: ParsedLesson, _ scope: PlanScope
  ) {
    let steps = lesson.steps
    for step in variant.steps {
      guard let old = steps.first(where: { $0.id.value == step.id.value }) else {
        scope.report(
          .unknown(
            code: "unknown-step", "the lesson has no step `\(step.id.value)`",
            name: step.id.value, candidates: steps.map(\.id.value)), at: step.id.range)
        continue
      }
      if old.source == step.source, step.seed == nil || step.seed?.value == old.seed?.value {
        scope.report(
          "same-step", at: step.id.range, "step `\(step.id.value)` stands here as in the lesson",
          notes: ["a variant gives only those steps anew that it changes"])
      }
    }
    if OwnVariant.isName(variant.id.value) {
      scope.report(
        "duplicate-name", at: variant.id.range,
        "`\(variant.id.value)` is what a variant of a student’s own is called")
    }
    let names = lesson.frontMatter.profiles.map(\.name.value)
    if names.contains(variant.id.value) {
      scope.report(
        "duplicate-name", at: variant.id.range,
        "`\(variant.id.value)` is a profile: both would write their report to one folder")
    }
  }

  /// Reports what is wrong with the variant and is not wrong with the lesson.
  private static func plan(
    _ variant: ParsedVariant, _ loaded: LoadedLesson, _ options: PlanOptions, _ scope: PlanScope
  ) {
    var options = options
    (options.variant, options.plansVariants) = (variant.id.value, false)
    options.selection = StepSelection()
    // A value of the command line that only a variant refuses is said when that variant is run.
    guard
      let found = try? LessonPlanner.plan(loaded, options: options, localData: scope.localData)
        .diagnostics
    else { return }
    let known = Set((scope.diagnostics + loaded.diagnostics).map(\.place))
    let new = found.filter { !known.contains($0.place) }
    let isWrong = new.contains { $0.severity == .error && variant.range.contains($0.range) }
    for diagnostic in new {
      // What no longer fits elsewhere may follow from what is wrong here.
      guard variant.range.contains(diagnostic.range) || diagnostic.severity == .error && !isWrong
      else { continue }
      var diagnostic = diagnostic
      diagnostic.notes.append("in variant `\(variant.id.value)`")
      scope.report(diagnostic)
    }
  }

  /// The variants that `when` lines and questions name, with their places.
  private static func named(in lesson: ParsedLesson) -> [(block: SourceRange, name: String)] {
    lesson.blocks.compactMap { block in
      switch block {
      case .expect(let expect): expect.when.variant.map { (expect.step.range, $0) }
      case .claim(let claim): claim.when.variant.map { (claim.id.range, $0) }
      case .question(let question): question.variant.map { ($0.range, $0.value) }
      default: nil
      }
    }
  }
}

extension Diagnostic {
  /// What tells one diagnostic from another.
  fileprivate var place: String { "\(code) \(range.lowerBound) \(message)" }
}

extension SourceRange {
  fileprivate func contains(_ other: SourceRange) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}

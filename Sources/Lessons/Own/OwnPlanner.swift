import Base
import Records

/// Plans a lesson with a student's steps in the place of its own.
///
/// The student is not trusted: what they wrote may name no data and no weights that the lesson itself
/// does not read with the same parameters, no place on a machine, and may ask for no more work and
/// memory than the lesson allows.
package enum OwnPlanner {
  /// The result of planning.
  package struct Outcome: Sendable {
    /// `nil` exactly where an error is among the diagnostics.
    package var plan: LessonPlan?
    package var diagnostics: [Diagnostic]
    /// The files that diagnostics point into, by the name they use.
    package var sources: [String: SourceText]
  }

  /// Beyond the lines of any lesson: what stands there is the student's.
  private static let offset = 100_000_000

  /// Plans `text` as the variant called `name`.
  ///
  /// - Throws: ``UsageError`` for parameters, profiles and seeds that do not fit the lesson.
  package static func plan(
    _ loaded: LoadedLesson, _ text: OwnText, name: String, options: PlanOptions
  ) throws(UsageError) -> Outcome {
    let localData = KnownLocalData()
    var sources = loaded.sources
    sources[text.source.file] = text.source
    var options = options
    (options.variant, options.plansVariants) = (nil, false)
    let plain = try LessonPlanner.plan(loaded, options: options, localData: localData)
    guard let lesson = loaded.lesson, let plain = plain.plan else {
      return Outcome(plan: nil, diagnostics: plain.diagnostics, sources: sources)
    }
    let (steps, problems) = OwnReading.steps(of: text, offset: offset)
    var diagnostics = problems + check(steps, lesson, text.source.file)
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      return Outcome(plan: nil, diagnostics: diagnostics.map { own($0, text) }, sources: sources)
    }
    (options.variant, options.own) = (name, OwnReading.variant(steps, question: text.question))
    var changed = loaded
    changed.lesson = lesson.with(steps)
    changed.diagnostics = []
    var (plan, found) = try LessonPlanner.plan(changed, options: options, localData: localData)
    if let made = plan {
      found += Self.refusals(of: made, beside: plain, steps, lesson.frontMatter.ownVariants)
      if found.contains(where: { $0.severity == .error }) { plan = nil }
    }
    let isTheirs = { (diagnostic: Diagnostic) in diagnostic.range.lowerBound.line > offset }
    let isWrong = found.contains { $0.severity == .error && isTheirs($0) }
    // What no longer fits elsewhere may follow from what is wrong in their text.
    diagnostics += found.filter { isTheirs($0) || $0.severity == .error && !isWrong }
    return Outcome(
      plan: plan.map(withPlaces), diagnostics: diagnostics.map { own($0, text) }, sources: sources)
  }

  /// Every step is one of the lesson's, and another than it.
  private static func check(
    _ steps: [ParsedStep], _ lesson: ParsedLesson, _ file: String
  ) -> [Diagnostic] {
    steps.compactMap { step in
      guard let old = lesson.steps.first(where: { $0.id.value == step.id.value }) else {
        let ids = lesson.steps.map(\.id.value)
        return Diagnostic(
          code: "unknown-step", file: file, range: step.id.range,
          message: "the lesson has no step `\(step.id.value)`",
          notes: NearestName.of(step.id.value, in: ids).map { ["did you mean `\($0)`?"] }
            ?? ["it has: " + ids.joined(separator: ", ")])
      }
      guard old.source == step.source, step.seed == nil || step.seed?.value == old.seed?.value
      else { return nil }
      return Diagnostic(
        code: "same-step", file: file, range: step.id.range,
        message: "step `\(step.id.value)` stands here as in the lesson",
        notes: ["change something in it, or take this block out"])
    }
  }

  // MARK: - What it may not ask for

  private static func refusals(
    of plan: LessonPlan, beside plain: LessonPlan, _ steps: [ParsedStep], _ limits: OwnLimits
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let own = Set(plain.steps.flatMap(\.assets))
    for step in plan.steps {
      guard let parsed = steps.first(where: { $0.id.value == step.id }) else { continue }
      for (action, typed) in zip(step.actions, parsed.actions) {
        guard let asset = action.asset, !own.contains(asset) else { continue }
        let what = asset.kind == .model ? "the model" : "the data"
        found.append(
          Diagnostic(
            code: "own-data", file: plan.lesson.file, range: typed.value.range,
            message:
              "a variant of your own reads what the lesson reads, and not \(what) `\(asset.name)`",
            notes: ["the lesson reads: " + own.map(\.name).sorted().joined(separator: ", ")]))
      }
    }
    guard found.isEmpty, let first = steps.first else { return found }
    let (asked, allowed) = (MemoryEstimate(plan, [:]), MemoryEstimate(plain, [:]))
    let sum = { (estimate: MemoryEstimate) in estimate.operations.values.reduce(0, +) }
    // The step of theirs that grows most is where to look.
    let grown = steps.max { one, other in
      growth(of: one, asked, allowed) < growth(of: other, asked, allowed)
    }
    let place = (grown ?? first).id.range
    let work = max(sum(allowed) * limits.work, OwnLimits.leastOperations)
    if !(sum(asked) <= work) {
      found.append(
        Diagnostic(
          code: "own-work", file: plan.lesson.file, range: place,
          message: """
            this variant asks for about \(count(sum(asked))) operations, and at most \(count(work)) \
            are allowed
            """,
          notes: [
            """
            the lesson itself takes about \(count(sum(allowed))), and a variant \
            \(CanonicalJSON.number(limits.work)) times as many
            """,
            "take fewer epochs or rows, larger batches or a smaller model",
          ]))
    }
    let bytes = max(allowed.bytes * limits.memory, OwnLimits.leastBytes)
    if !(asked.bytes <= bytes) {
      let largest = asked.items.max { $0.bytes < $1.bytes }
      found.append(
        Diagnostic(
          code: "own-memory", file: plan.lesson.file, range: place,
          message: """
            this variant needs at least \(MemoryEstimate.text(asked.bytes)) of memory, and at most \
            \(MemoryEstimate.text(bytes)) are allowed
            """,
          notes: largest.map { ["\($0.what) takes \(MemoryEstimate.text($0.bytes))"] } ?? []))
    }
    return found
  }

  private static func growth(
    of step: ParsedStep, _ asked: MemoryEstimate, _ allowed: MemoryEstimate
  ) -> Double {
    let id = step.id.value
    let bytes = { (estimate: MemoryEstimate) in
      estimate.items.filter { $0.step == id }.reduce(0) { $0 + $1.bytes }
    }
    return (asked.operations[id] ?? 0) - (allowed.operations[id] ?? 0) + bytes(asked)
      - bytes(allowed)
  }

  private static func count(_ number: Double) -> String { MemoryEstimate.count(number) }

  // MARK: - Places

  /// A diagnostic with its place in the student's text, where it is about that.
  private static func own(_ diagnostic: Diagnostic, _ text: OwnText) -> Diagnostic {
    var diagnostic = diagnostic
    diagnostic.message = withoutOffset(diagnostic.message)
    diagnostic.notes = diagnostic.notes.map(withoutOffset)
    guard diagnostic.range.lowerBound.line > offset else {
      diagnostic.notes.append("so it is with the steps of the variant under `\(text.question)`")
      return diagnostic
    }
    diagnostic.file = text.source.file
    diagnostic.range.lowerBound.line -= offset
    diagnostic.range.upperBound.line -= offset
    return diagnostic
  }

  /// A message may name the line of something else in the text.
  private static func withoutOffset(_ message: String) -> String {
    message.replacing(/\b1\d{8}\b/) { match in
      Int(match.output).map { $0 > offset ? "\($0 - offset)" : "\($0)" } ?? String(match.output)
    }
  }

  /// The plan with the lines of the student's text as they are there.
  private static func withPlaces(_ plan: LessonPlan) -> LessonPlan {
    var plan = plan
    for index in plan.steps.indices where plan.steps[index].line > offset {
      plan.steps[index].line -= offset
    }
    plan.document = plan.document.map { block in
      guard case .step(var step) = block, step.line > offset else { return block }
      step.line -= offset
      return .step(step)
    }
    return plan
  }
}

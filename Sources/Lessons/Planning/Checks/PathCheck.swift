import Base
import Records

/// Every path in expectations, claims and prose leads to something that a step will have measured.
enum PathCheck {
  /// - Parameter variant: the one that is planned: what is said of the lesson itself is not checked
  ///   then, and the other way round.
  static func run(
    _ lesson: ParsedLesson, steps: [StepOutline], variant: String?, _ scope: PlanScope
  ) {
    // A step may be named twice by mistake: the parser says so, the first one counts here.
    let known = Dictionary(steps.map { ($0.id.value, $0) }) { first, _ in first }
    for block in lesson.blocks where block.isMeant(for: variant) {
      switch block {
      case .expect(let expect):
        if known[expect.step.value] == nil {
          unknownStep(expect.step.value, at: expect.step.range, known, scope)
        } else {
          check(
            expect.checks, isOwn: expect.when == .defaults && hasDefaults(lesson, scope), known,
            scope)
        }
      case .claim(let claim):
        check(claim.checks, known, scope)
        check(claim.references, known, scope)
      case .prose(let prose): check(prose.references, known, scope)
      case .question(let question): check(question.references, known, scope)
      case .hint(let hint): check(hint.references, known, scope)
      case .variant(let variant): check(variant.references, known, scope)
      case .step, .answer, .exercise: break
      }
    }
  }

  private static func check(
    _ references: [Located<ValueReference>], _ known: [String: StepOutline], _ scope: PlanScope
  ) {
    for reference in references {
      let shape = check(reference.value.path, at: reference.range, known, scope)
      if let shape, !shape.isScalar {
        scope.report(
          "wrong-type", at: reference.range,
          "\(reference.value.path) is \(shape.description): a sentence takes a single value")
      } else if let shape, reference.value.format != nil, !shape.isNumber {
        scope.report(
          "wrong-type", at: reference.range,
          "\(reference.value.path) is \(shape.description), and this is a number's form",
          notes: ["leave out what follows the colon: {{\(reference.value.path)}}"])
      }
    }
  }

  /// - Parameter isOwn: whether they are expected of the very run that is planned.
  private static func check(
    _ checks: [ParsedCheck], isOwn: Bool = false, _ known: [String: StepOutline],
    _ scope: PlanScope
  ) {
    for line in checks {
      let shape = check(line.path.value, at: line.path.range, known, scope)
      if let shape { checkKind(of: line, shape, scope) }
      if isOwn, let texts = shape?.texts { checkText(of: line, among: texts, scope) }
      for other in line.constraint.value.otherPaths {
        guard let path = ResultPath(other) else {
          scope.report(
            "unknown-metric", at: line.constraint.range, "`\(other)` is no path",
            notes: ["a path is written step.metric, such as \(line.path.value)"])
          continue
        }
        let otherShape = check(path, at: line.constraint.range, known, scope)
        if let shape, let otherShape, line.constraint.value.isOnlyAPath,
          shape.description != otherShape.description
        {
          scope.report(
            "wrong-type", at: line.constraint.range,
            "\(line.path.value) is \(shape.description), and \(path) is \(otherShape.description)")
        }
      }
    }
  }

  /// Whether the run is the lesson's own: what is expected of it does not count for another.
  private static func hasDefaults(_ lesson: ParsedLesson, _ scope: PlanScope) -> Bool {
    lesson.frontMatter.parameters.allSatisfy {
      scope.parameters[$0.name.value] == $0.value.value
    }
  }

  /// Warns of a text that a result cannot be, where that is one of a few: a class's name that is misspelt.
  private static func checkText(
    of line: ParsedCheck, among texts: [String], _ scope: PlanScope
  ) {
    guard case .text(let text) = line.constraint.value, !texts.contains(text) else { return }
    scope.warn(
      "unknown-class", at: line.constraint.range,
      "\(line.path.value) is one of \(Words.list(texts, most: 10)), and never `\(text)`",
      notes: NearestName.of(text, in: texts).map { ["did you mean `\($0)`?"] } ?? [])
  }

  /// A constraint that speaks of another kind of value could never be judged.
  private static func checkKind(
    of line: ParsedCheck, _ shape: ResultShape, _ scope: PlanScope
  ) {
    let constraint = line.constraint.value
    guard let wanted = constraint.misfit(with: shape) else { return }
    var notes: [String] = []
    // Where YAML is written, a comparison wants quotation marks; here they make it text.
    if case .text(let text) = constraint, case .success(let meant) = ConstraintParser.parse(text),
      meant.misfit(with: shape) == nil
    {
      notes = ["leave the quotation marks out: \(text)"]
    }
    scope.report(
      "wrong-type", at: line.constraint.range,
      "\(line.path.value) is \(shape.description), and the constraint speaks of \(wanted)",
      notes: notes)
  }

  /// What a path leads to; `nil` where it has been reported or cannot be known.
  @discardableResult
  private static func check(
    _ path: ResultPath, at range: SourceRange, _ known: [String: StepOutline], _ scope: PlanScope
  ) -> ResultShape? {
    guard let step = known[path.step] else {
      unknownStep(path.step, at: range, known, scope)
      return nil
    }
    // An unknown action may have any results.
    if !step.isComplete { return nil }
    do {
      return try ResultShape.object(step.results).shape(
        at: path.components[...], models: scope.modelNames)
    } catch {
      scope.report(
        .unknown(
          code: "unknown-metric", "\(path) leads nowhere: \(error.message)", name: error.name,
          candidates: error.candidates), at: range)
      return nil
    }
  }

  private static func unknownStep(
    _ name: String, at range: SourceRange, _ known: [String: StepOutline], _ scope: PlanScope
  ) {
    scope.report(
      .unknown(
        code: "unknown-step", "there is no step `\(name)`", name: name,
        candidates: known.keys.sorted()), at: range)
  }
}

import Records

/// A number with a decimal point, typed in prose behind a step, is one of the run.
///
/// Compared is what is known without a run: the numbers that the lesson expects of its steps, those
/// in its claims, its parameters, and what its actions were given. Where a run was recorded, what it
/// measured counts too.
enum ProseNumberCheck {
  static func run(
    _ lesson: ParsedLesson, steps: [PlannedStep], measured: [String: JSONValue], _ scope: PlanScope
  ) {
    var known = known(lesson)
    let traces = Dictionary(steps.map { ($0.id, $0.traces) }) { first, _ in first }
    var last: String?
    for block in lesson.blocks {
      switch block {
      case .step(let step):
        last = step.id.value
        traces[step.id.value]?.forEach { known.add($0) }
        measured[step.id.value].map { known.add($0) }
      case .prose(let prose):
        guard let last else { continue }
        for number in prose.numbers where number.value.places > 0 && !known.explain(number.value) {
          report(number, after: last, scope)
        }
      default: continue
      }
    }
  }

  private static func known(_ lesson: ParsedLesson) -> KnownNumbers {
    var known = KnownNumbers()
    known.add(lesson.frontMatter)
    for block in lesson.blocks {
      switch block {
      case .expect(let expect): expect.checks.forEach { known.add($0.constraint.value) }
      case .claim(let claim): claim.checks.forEach { known.add($0.constraint.value) }
      default: continue
      }
    }
    return known
  }

  private static func report(
    _ number: Located<ProseNumber>, after step: String, _ scope: PlanScope
  ) {
    let format = number.value.isPercent ? ".\(number.value.places)%" : ".\(number.value.places)f"
    scope.warn(
      "number-in-prose", at: number.range,
      "this number is none that the lesson expects, sets or has measured",
      notes: [
        "a run's own value is put in by its path, such as {{\(step).RESULT:\(format)}}",
        AuthoringChecks.silence,
      ])
  }
}

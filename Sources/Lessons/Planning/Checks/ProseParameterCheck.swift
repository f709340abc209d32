import Records

/// A number of epochs, rows or the like that is typed in prose is one that the lesson sets.
///
/// "3 epochs" beside `epochs: 10` is how a notebook's comments come to say what its code does not do.
/// Only the words of parameters count, and of them the last: `head_epochs` is about epochs.
enum ProseParameterCheck {
  /// Words before a number that make it a part of the whole, such as "after three epochs".
  private static let parts: Set<String> = [
    "after", "each", "every", "first", "last", "next", "of", "other", "per", "these", "those",
  ]

  static func run(
    _ lesson: ParsedLesson, steps: [PlannedStep], measured: [String: JSONValue], _ scope: PlanScope
  ) {
    var allowed: [String: KnownNumbers] = [:]
    var names: [String: [FrontMatter.Parameter]] = [:]
    for parameter in lesson.frontMatter.parameters where parameter.value.value.int != nil {
      names[noun(parameter.name.value), default: []].append(parameter)
    }
    guard !names.isEmpty else { return }
    var measurements = KnownNumbers()
    measured.values.forEach { measurements.add($0) }
    for word in names.keys { allowed[word] = values(of: word, lesson, steps, measurements) }
    for case .prose(let prose) in lesson.blocks {
      for number in prose.numbers where number.value.places == 0 && number.value.value > 1 {
        let word = noun(number.value.after)
        guard let known = allowed[word], let parameter = names[word]?.first,
          !number.value.isPercent, !parts.contains(number.value.before),
          !known.explain(number.value)
        else { continue }
        report(number, parameter, scope)
      }
    }
  }

  /// Every number of such things that the lesson has.
  private static func values(
    of word: String, _ lesson: ParsedLesson, _ steps: [PlannedStep], _ measured: KnownNumbers
  ) -> KnownNumbers {
    var known = measured
    let frontMatter = lesson.frontMatter
    for parameter in frontMatter.parameters + frontMatter.profiles.flatMap(\.values)
    where noun(parameter.name.value) == word { known.add(parameter.value.value) }
    for trace in steps.flatMap(\.traces) {
      for (name, value) in trace.arguments where noun(name) == word { known.add(value) }
    }
    for case .expect(let expect) in lesson.blocks {
      expect.checks.forEach { known.add($0.constraint.value) }
    }
    return known
  }

  /// The last part of a name, in the singular.
  private static func noun(_ name: String) -> String {
    let last = name.split(separator: "_").last.map(String.init) ?? ""
    return last.hasSuffix("s") ? String(last.dropLast()) : last
  }

  private static func report(
    _ number: Located<ProseNumber>, _ parameter: FrontMatter.Parameter, _ scope: PlanScope
  ) {
    let value = (try? CanonicalJSON.text(parameter.value.value)) ?? ""
    scope.warn(
      "contradicts-parameter", at: number.range,
      "the prose says otherwise than the parameter `\(parameter.name.value)`, which is \(value)",
      notes: [
        "a value of the run, such as {{STEP.epochs:d}}, stays true when the parameter changes",
        AuthoringChecks.silence,
      ])
  }
}

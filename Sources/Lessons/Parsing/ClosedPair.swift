import Records

/// A comment pair with everything between its two lines, ready to become a block of the lesson.
struct ClosedPair {
  var header: DirectiveHeader
  var content: [MarkupBlock]
  var references: [Located<ValueReference>]
  var checks: [FenceShape]
  /// Of an answer, what earns points.
  var rubrics: [FenceShape]
  /// Of a variant the steps that it gives anew.
  var steps: [ParsedStep]
  /// Whether another one stands there that cannot be read, which has been said.
  var hasUnreadStep = false
  var range: SourceRange

  /// The block it is; `nil` where something in its header or its check is wrong.
  func block(
    _ source: SourceText, _ frontMatter: FrontMatter?, _ bag: inout DiagnosticBag
  ) -> ParsedBlock? {
    if content.isEmpty, header.kind != .answer || checks.isEmpty && rubrics.isEmpty {
      bag.error(
        "empty-block", at: header.range, "`\(header.kind.rawValue)` has no text")
    }
    switch header.kind {
    case .claim: return claim(source, frontMatter, &bag)
    case .question: return question(&bag)
    case .hint:
      return .hint(
        ParsedText(id: header.id, content: content, range: range, references: references))
    case .answer:
      let checks = AnswerChecks(checks.first, source, &bag)
      return .answer(
        ParsedAnswer(
          id: header.id, content: content, selfCheck: checks.full, partials: checks.partials,
          rubric: RubricParser.items(rubrics.first, source, &bag), range: range))
    case .variant: return variant(&bag)
    case .exercise: return exercise(&bag)
    case .step, .expect, .check, .instead, .rubric, .end: return nil
    }
  }

  private func variant(_ bag: inout DiagnosticBag) -> ParsedBlock? {
    guard !steps.isEmpty else {
      if hasUnreadStep { return nil }
      bag.error(
        "empty-block", at: header.range, "the variant gives no step anew",
        notes: ["write ```instead STEP with the step's actions as they are to be"])
      return nil
    }
    var ids: Set<String> = []
    for step in steps where !ids.insert(step.id.value).inserted {
      bag.error(
        "duplicate-id", at: step.id.range,
        "the variant gives step `\(step.id.value)` anew already")
    }
    return .variant(
      ParsedVariant(
        id: header.id, content: content, steps: steps, range: range, references: references))
  }

  /// The points; `nil` inside where there are none, `nil` where they have been reported.
  private func points(_ bag: inout DiagnosticBag) -> Double?? {
    guard let text = header.attributes["points"] else { return .some(nil) }
    guard let number = PlainScalar.number(text.value), number >= 0, number <= 1e6 else {
      bag.error("attribute-value", at: text.range, "`points` is a number that is not negative")
      return nil
    }
    return number
  }

  private func exercise(_ bag: inout DiagnosticBag) -> ParsedBlock? {
    guard let points = points(&bag) else { return nil }
    var tell = ParsedExercise.Tell.mistake
    if let text = header.attributes["tell"] {
      guard let known = ParsedExercise.Tell(rawValue: text.value) else {
        bag.error("attribute-value", at: text.range, "`tell` is hint, place or mistake")
        return nil
      }
      tell = known
    }
    if let text = header.attributes["in"], text.value != "notebook" {
      bag.error(
        "attribute-value", at: text.range, "`in` is notebook, or left out",
        notes: ["without it the task also takes the step's place in a hand-out"])
      return nil
    }
    guard let with = list("with", &bag), let record = list("record", &bag) else { return nil }
    if let reference = references.first {
      bag.error(
        "exercise-shows", at: reference.range,
        "a task shows nothing of the run: a student's notebook has none")
      return nil
    }
    return .exercise(
      ParsedExercise(
        id: header.id, points: points, with: with,
        record: header.attributes["record"] == nil ? nil : record, tell: tell,
        keepsSteps: header.attributes["in"] != nil, content: content, range: range))
  }

  /// The names in an attribute, with commas between them; `nil` where they have been reported.
  private func list(_ name: String, _ bag: inout DiagnosticBag) -> [Located<String>]? {
    guard let text = header.attributes[name] else { return [] }
    var names: [Located<String>] = []
    var place = text.range.lowerBound
    for part in text.value.split(separator: ",", omittingEmptySubsequences: false) {
      let end = place.advanced(by: part.utf8.count)
      let word = Located(String(part), at: SourceRange(place, end))
      place = end.advanced(by: 1)
      guard !part.isEmpty else {
        bag.error(
          "attribute-value", at: text.range, "`\(name)` is a list of names with commas between",
          notes: ["no space may stand between them"])
        return nil
      }
      guard !names.contains(where: { $0.value == word.value }) else {
        bag.error("duplicate-name", at: word.range, "`\(word.value)` is named twice")
        return nil
      }
      names.append(word)
    }
    return names
  }

  private func question(_ bag: inout DiagnosticBag) -> ParsedBlock? {
    guard let points = points(&bag) else { return nil }
    var asks: QuestionBlock.Asks?
    if let text = header.attributes["asks"] {
      guard let known = QuestionBlock.Asks(rawValue: text.value) else {
        bag.error(
          "attribute-value", at: text.range, "`asks` is number or choice",
          notes: ["leave it out where the answer is text"])
        return nil
      }
      asks = known
    }
    return .question(
      ParsedQuestion(
        id: header.id, points: points, asks: asks, variant: header.attributes["variant"],
        content: content, range: range, references: references))
  }

  private func claim(
    _ source: SourceText, _ frontMatter: FrontMatter?, _ bag: inout DiagnosticBag
  ) -> ParsedBlock? {
    guard let holds = header.attributes["holds"] else {
      bag.error(
        "missing-attribute", at: header.range, "`claim` does not say whether it holds",
        notes: ["write `holds=yes` or `holds=no`"])
      return nil
    }
    let words: [String: Bool?] = ["yes": true, "no": false, ParsedClaim.untold: nil]
    guard let isExpected = words[holds.value] else {
      bag.error(
        "attribute-value", at: holds.range, "`holds` is `yes` or `no`",
        notes: ["in what students get it is `\(ParsedClaim.untold)`"])
      return nil
    }
    guard let check = checks.first else {
      bag.error(
        "claim-without-check", at: header.range, "the claim has no ```check block",
        notes: ["what no run can judge is ordinary prose"])
      return nil
    }
    let body = CheckParser.parse(
      check.body.map { source.line($0) }, firstLine: check.body.lowerBound, step: nil,
      frontMatter: frontMatter, &bag)
    if body.checks.isEmpty, body.isWhole {
      bag.error("empty-block", at: check.opening, "`check` has no `path: constraint` line")
    }
    // Half of a claim's constraints must not decide it.
    guard body.isWhole, !body.checks.isEmpty else { return nil }
    return .claim(
      ParsedClaim(
        id: header.id, cell: header.attributes["cell"], question: header.attributes["question"],
        holds: Located(isExpected, at: holds.range), content: content, when: body.when,
        checks: body.checks,
        range: range, references: references))
  }
}

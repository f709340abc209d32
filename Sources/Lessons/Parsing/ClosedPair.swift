import Records

/// A comment pair with everything between its two lines, ready to become a block of the lesson.
struct ClosedPair {
  var header: DirectiveHeader
  var content: [MarkupBlock]
  var references: [Located<ValueReference>]
  var checks: [FenceShape]
  /// Of a variant the steps that it gives anew.
  var steps: [ParsedStep]
  /// Whether another one stands there that cannot be read, which has been said.
  var hasUnreadStep = false
  var range: SourceRange

  /// The block it is; `nil` where something in its header or its check is wrong.
  func block(
    _ source: SourceText, _ frontMatter: FrontMatter?, _ bag: inout DiagnosticBag
  ) -> ParsedBlock? {
    if content.isEmpty, header.kind != .answer || checks.isEmpty {
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
      return .answer(
        ParsedAnswer(
          id: header.id, content: content, selfCheck: selfCheck(source, &bag), range: range))
    case .variant: return variant(&bag)
    case .step, .expect, .check, .instead, .end: return nil
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

  private func question(_ bag: inout DiagnosticBag) -> ParsedBlock? {
    var points: Double?
    if let text = header.attributes["points"] {
      guard let number = PlainScalar.number(text.value), number >= 0, number <= 1e6 else {
        bag.error(
          "attribute-value", at: text.range, "`points` is a number that is not negative")
        return nil
      }
      points = number
    }
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
    guard holds.value == "yes" || holds.value == "no" else {
      bag.error("attribute-value", at: holds.range, "`holds` is `yes` or `no`")
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
        holds: holds.value == "yes", content: content, when: body.when, checks: body.checks,
        range: range, references: references))
  }

  /// A check that takes every answer marks nothing.
  private func sayIfUseless(
    _ constraint: Constraint, at text: Located<String>, _ bag: inout DiagnosticBag
  ) {
    guard let (message, isCertain) = constraint.uselessness else { return }
    let words = "`\(text.value)` marks no answer: \(message)"
    let remedy = "write the right number, with a tolerance: 0.693 ± 0.001"
    if isCertain {
      bag.error("cannot-fail", at: text.range, words, notes: [remedy])
    } else {
      bag.warning("cannot-fail", at: text.range, words, notes: [remedy, Silencing.remedy])
    }
  }

  /// The lines that mark an answer: `value: constraint` or `choice: letter`.
  private func selfCheck(
    _ source: SourceText, _ bag: inout DiagnosticBag
  ) -> [ParsedAnswer.SelfCheck] {
    guard let check = checks.first else { return [] }
    var isWhole = true
    let lines = CheckParser.lines(
      check.body.map { source.line($0) }, firstLine: check.body.lowerBound, isWhole: &isWhole, &bag)
    if lines.isEmpty, isWhole {
      bag.error(
        "empty-block", at: check.opening, "`check` has no `value:` or `choice:` line")
    }
    return lines.compactMap { line in
      switch line.key.value {
      case "value":
        guard let constraint = CheckParser.constraint(line.value, &bag) else { return nil }
        sayIfUseless(constraint, at: line.value, &bag)
        return .value(constraint)
      case "choice" where DirectiveHeader.isID(line.value.value): return .choice(line.value.value)
      case "choice":
        bag.error("check-syntax", at: line.value.range, "a choice is a letter or a word")
      default:
        bag.error(
          "check-syntax", at: line.key.range, "an answer is marked by `value` or `choice`",
          notes: NearestName.note(line.key.value, in: ["value", "choice"]))
      }
      return nil
    }
  }
}

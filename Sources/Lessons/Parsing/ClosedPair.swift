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
    case .step, .expect, .check, .instead, .rubric, .end: return nil
    }
  }

  private func variant(_ bag: inout DiagnosticBag) -> ParsedBlock? {
    guard !steps.isEmpty else {
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
        id: header.id, points: points, asks: asks, content: content, range: range,
        references: references))
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
}

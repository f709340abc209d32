import Base
import Records

/// The lines by which an answer marks itself.
///
///     check   -> full+ partial*
///     full    -> "value:" constraint | "choice:" letter
///     partial -> "partial" points name ":" (constraint | letter)
///
/// What a `partial` line asks for is what the line above it does, a number or a letter.
struct AnswerChecks {
  private(set) var full: [ParsedAnswer.SelfCheck] = []
  private(set) var partials: [ParsedAnswer.Partial] = []

  init(_ fence: FenceShape?, _ source: SourceText, _ bag: inout DiagnosticBag) {
    guard let fence else { return }
    var isWhole = true
    let lines = CheckParser.lines(
      fence.body.map { source.line($0) }, firstLine: fence.body.lowerBound, isWhole: &isWhole, &bag)
    if lines.isEmpty, isWhole {
      bag.error(
        "empty-block", at: fence.opening, "`check` has no `value:` or `choice:` line")
    }
    for line in lines { read(line, &bag) }
  }

  private mutating func read(_ line: CheckParser.Line, _ bag: inout DiagnosticBag) {
    switch line.key.value {
    case "value": if let check = value(line, &bag) { full.append(check) }
    case "choice": if let check = choice(line, &bag) { full.append(check) }
    case let key where key.split(separator: " ").first == "partial": partial(line, &bag)
    default:
      bag.error(
        "check-syntax", at: line.key.range,
        "an answer is marked by `value`, `choice` or `partial POINTS NAME`",
        notes: NearestName.note(line.key.value, in: ["value", "choice", "partial"]))
    }
  }

  private mutating func partial(_ line: CheckParser.Line, _ bag: inout DiagnosticBag) {
    let words = DirectiveHeader.words(of: line.key.value[...], at: line.key.range.lowerBound)
    guard words.count >= 3, let points = PlainScalar.number(words[1].value) else {
      bag.error(
        "check-syntax", at: line.key.range, "a partly right answer has points and a name",
        notes: ["write `partial 1 wrong sign: -0.5 ± 0.01`"])
      return
    }
    let check: ParsedAnswer.SelfCheck?
    switch full.last {
    case .value: check = value(line, &bag)
    case .choice: check = choice(line, &bag)
    case nil:
      bag.error(
        "check-syntax", at: line.key.range,
        "`partial` stands below a line that says what is right, `value: …` or `choice: …`")
      return
    }
    guard let check else { return }
    let name = words.dropFirst(2).map(\.value).joined(separator: " ")
    if partials.contains(where: { $0.name == name }) || full.contains(check) {
      bag.error(
        "check-syntax", at: line.key.range,
        full.contains(check)
          ? "this is what is right, so it is never partly right"
          : "another line is called “\(name)” already")
      return
    }
    partials.append(
      ParsedAnswer.Partial(name: name, points: Located(points, at: words[1].range), check: check))
  }

  private func value(_ line: CheckParser.Line, _ bag: inout DiagnosticBag)
    -> ParsedAnswer.SelfCheck?
  {
    guard let constraint = CheckParser.constraint(line.value, &bag) else { return nil }
    sayIfUseless(constraint, at: line.value, &bag)
    return .value(constraint)
  }

  private func choice(_ line: CheckParser.Line, _ bag: inout DiagnosticBag)
    -> ParsedAnswer.SelfCheck?
  {
    guard DirectiveHeader.isID(line.value.value) else {
      bag.error("check-syntax", at: line.value.range, "a choice is a letter or a word")
      return nil
    }
    return .choice(line.value.value)
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
}

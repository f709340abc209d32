import Records

/// Gives an action its arguments, and reports every one that is unknown, missing or wrong.
struct ActionReader {
  let action: ParsedAction
  let scope: PlanScope

  /// An argument's value; `nil` once a problem with it is known.
  func read<Value>(_ argument: Argument<Value>) -> Value? {
    guard let value = value(of: argument.name) else {
      if let value = argument.defaultValue { return value }
      report(
        "missing-argument", at: action.name.range,
        """
        \(action.name.value) needs \(argument.name.isEmpty ? "a value" : "`\(argument.name)`"): \
        \(argument.type.text)
        """)
      return nil
    }
    do {
      return try argument.type.read(value, scope)
    } catch {
      let subject = argument.name.isEmpty ? action.name.value : "`\(argument.name)`"
      report(error, value, takes: "\(subject) takes \(argument.type.text)")
      return nil
    }
  }

  /// Reports arguments that the manual does not have.
  func checkNames(_ manual: ActionManual) {
    let known = manual.arguments.map(\.name)
    for argument in action.arguments where !known.contains(argument.name.value) {
      let name = argument.name.value
      let notes =
        NearestName.of(name, in: known).map { ["did you mean `\($0)`?"] }
        ?? [known.isEmpty ? "it takes none" : "it takes: " + known.joined(separator: ", ")]
      report(
        "unknown-argument", at: argument.name.range, "\(manual.name) has no argument `\(name)`",
        notes: notes)
    }
  }

  /// Where an argument's value stands, or else the action's name.
  func range(of name: String) -> SourceRange { value(of: name)?.range ?? action.name.range }

  func report(_ code: String, at range: SourceRange, _ message: String, notes: [String] = []) {
    scope.report(code, at: range, message, notes: notes)
  }

  /// The value given for an argument; an action's own value may be left empty.
  private func value(of name: String) -> YAMLValue? {
    guard name.isEmpty else {
      return action.arguments.first { $0.name.value == name }?.value
    }
    if case .scalar(let text, isPlain: true) = action.value, text.value.isEmpty { return nil }
    return action.value
  }

  private func report(_ problem: ArgumentProblem, _ value: YAMLValue, takes: String) {
    guard !problem.isSaid else { return }
    let range = problem.range ?? value.range
    if let code = problem.code {
      return report(code, at: range, problem.message, notes: problem.notes)
    }
    guard let scalar = try? scope.scalar(value) else {
      return report("wrong-type", at: range, takes, notes: problem.notes)
    }
    guard let parameter = scalar.parameter else {
      return report("wrong-type", at: range, "\(takes), not `\(scalar.text)`", notes: problem.notes)
    }
    let text = (try? CanonicalJSON.text(scalar.value)) ?? ""
    if scope.overridden.contains(parameter) {
      scope.reportUsage("\(parameter)=\(text): \(takes)")
    } else {
      report(
        "wrong-type", at: range, "\(takes), but \(scalar.text) is \(text)", notes: problem.notes)
    }
  }
}

extension Recognizer {
  /// Runs statements up to the first `return`.
  func run(_ statements: [PythonStatement]) {
    let outer = line
    defer { line = outer }
    for statement in statements where returned == nil {
      if locals.isEmpty { line = statement.line }
      run(statement)
    }
  }

  private func run(_ statement: PythonStatement) {
    switch statement.kind {
    case .pass: break
    case .imports(let names): for (name, path) in names { bind(name, .path(path)) }
    case .function(let function): bind(function.name, .function(function))
    case .definition(let definition): bind(definition.name, .definition(definition))
    case .expression(let expression): _ = meaning(expression)
    case .assign(let targets, let value): assign(targets, value)
    case .augmented(let symbol, let target, let value): augment(symbol, target, value)
    case .give(let value): returned = value.map { rawMeaning($0) } ?? Meaning.none
    case .loop(let target, let source, let body): loop(target, source, body)
    case .branch(let cases, let otherwise): branch(cases, otherwise)
    case .with(let items, let body): with(items, body)
    case .other(let word, let body):
      problem(word.isEmpty ? "a line that cannot be read as Python" : "a `\(word)`")
      if word.isEmpty { training?.isReadable = false }
      forget(body)
    }
  }

  /// Calls a function of the notebook's own.
  func call(_ function: PythonFunction, with values: [String: Meaning]) -> Meaning {
    guard locals.count < 8, spend() else {
      problem("functions that call each other too deeply")
      return .unknown
    }
    var scope: [String: Meaning] = [:]
    for parameter in function.parameters {
      scope[parameter] =
        values[parameter] ?? function.defaults[parameter].map { meaning($0) } ?? .unknown
    }
    locals.append(scope)
    let outer = returned
    returned = nil
    run(function.body)
    let result = returned ?? Meaning.none
    returned = outer
    locals.removeLast()
    return result
  }

  private func assign(_ targets: [PythonExpression], _ value: PythonExpression) {
    // `total = total + x` is `total += x`.
    if targets.count == 1, case .binary("+", let left, let right) = value, left == targets[0],
      training != nil
    {
      return augment("+", left, right)
    }
    var variable: String?
    if targets.count == 1, case .name(let name) = targets[0] { variable = name }
    let found = settled(rawMeaning(value), variable: variable)
    for target in targets { assign(target, found) }
  }

  private func assign(_ target: PythonExpression, _ value: Meaning) {
    switch target {
    case .name(let name):
      training?.reset(name, to: value)
      bind(name, value)
    case .tuple(let parts), .list(let parts):
      guard case .list(let values) = value, values.count == parts.count else {
        return parts.forEach { assign($0, .unknown) }
      }
      for (part, value) in zip(parts, values) { assign(part, value) }
    case .attribute(let base, let name): assign(meaning(base), name, value)
    case .index(.name(let name), let place):
      _ = meaning(place)
      switch lookup(name) {
      case .unknown, .path: break
      case .list, .mapping: bind(name, .unknown)
      default: problem("an assignment to a part of something")
      }
    default: _ = meaning(target)
    }
  }

  private func assign(_ base: Meaning, _ name: String, _ value: Meaning) {
    switch (base, name, value) {
    case (.object(let index), _, _): objects[index][name] = value
    case (.parameter(let models), "requires_grad", .truth(let isTrained)):
      setTrained(models, isTrained)
    case (.unknown, _, _), (.path, _, _): break
    default: problem("an assignment to `.\(name)`")
    }
  }

  /// `requires_grad` of all parameters of some models.
  func setTrained(_ models: [String], _ isTrained: Bool) {
    for model in models {
      emit(DraftAction(isTrained ? "unfreeze" : "freeze", .word(model)))
      let members = sequences[model].map { [$0.backbone, $0.head] } ?? [model]
      if isTrained { frozen.subtract(members) } else { frozen.formUnion(members) }
    }
  }

  private func augment(_ symbol: String, _ target: PythonExpression, _ value: PythonExpression) {
    let added = meaning(value)
    guard case .name(let name) = target else { return }
    if symbol == "+", added == .lossValue, let total = training?.total(of: name, lookup(name)) {
      return bind(name, total)
    }
    if case .number(let left) = lookup(name), case .number(let right) = added,
      let result = Arithmetic.result(symbol, left, right), training == nil
    {
      return bind(name, .number(result))
    }
    bind(name, .unknown)
  }

  private func branch(_ cases: [PythonCase], _ otherwise: [PythonStatement]) {
    for (index, choice) in cases.enumerated() {
      switch meaning(choice.test) {
      case .truth(true): return run(choice.body)
      case .truth(false): continue
      case .isClass(let prediction, let label):
        if cases.count == 1, nameLabels(prediction, label, choice.body, otherwise) { return }
      default: break
      }
      problem("an `if` that depends on the data")
      cases[index...].forEach { forget($0.body) }
      return forget(otherwise)
    }
    run(otherwise)
  }

  /// Each side of the `if` gives or prints one word.
  private func nameLabels(
    _ prediction: Int, _ label: Int, _ body: [PythonStatement], _ otherwise: [PythonStatement]
  ) -> Bool {
    guard let yes = word(of: body), let no = word(of: otherwise) else { return false }
    setLabels(of: prediction, label, yes: yes, no: no)
    forget(body)
    return true
  }

  private func word(of body: [PythonStatement]) -> String? {
    guard body.count == 1 else { return nil }
    switch body[0].kind {
    case .assign(_, .text(let word)): return word
    case .expression(.call(.name("print"), let arguments)):
      if arguments.count == 1, case .text(let word) = arguments[0].value { return word }
      return nil
    default: return nil
    }
  }

  private func with(_ items: [PythonExpression], _ body: [PythonStatement]) {
    let outer = detached
    defer { detached = outer }
    for item in items {
      guard case .call(let callee, _) = item, case .path(let path) = rawMeaning(callee) else {
        problem("a `with`")
        return forget(body)
      }
      switch path.split(separator: ".").last {
      case "no_grad", "inference_mode": detached += 1
      case "catch_warnings": break
      default:
        problem("a `with` of `\(path)`")
        return forget(body)
      }
    }
    run(body)
  }

  /// What statements that were not followed may have changed is unknown from here on.
  func forget(_ statements: [PythonStatement]) {
    for statement in statements {
      switch statement.kind {
      case .assign(let targets, _):
        for case .name(let name) in targets { bind(name, .unknown) }
      case .augmented(_, .name(let name), _): bind(name, .unknown)
      case .loop(_, _, let body), .with(_, let body), .other(_, let body): forget(body)
      case .branch(let cases, let otherwise):
        cases.forEach { forget($0.body) }
        forget(otherwise)
      default: break
      }
    }
  }
}

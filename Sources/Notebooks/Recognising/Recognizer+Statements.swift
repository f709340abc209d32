extension Recognizer {
  /// Runs statements up to the first `return`.
  func run(_ statements: [PythonStatement]) {
    let outer = line
    defer { line = outer }
    for statement in statements where returned == nil {
      if names.depth == 0 { line = statement.line }
      run(statement)
    }
  }

  private func run(_ statement: PythonStatement) {
    switch statement.kind {
    case .pass: break
    case .imports(let names): imports(names)
    case .function(let function):
      let defaults = function.defaults.mapValues { meaning($0) }
      bind(function.name, .function(function, Closure(defaults: defaults, scope: names.scope)))
    case .definition(let definition):
      // Its methods would look for names in the notebook.
      if names.isInModule { return bind(definition.name, .unknown) }
      if names.depth > 0 { problem("a class within a function") }
      bind(definition.name, .definition(definition))
    case .expression(let expression): _ = meaning(expression)
    case .assign(let targets, let value): assign(targets, value)
    case .augmented(let symbol, let target, let value): augment(symbol, target, value)
    case .changes(let parts): change(parts)
    case .give(let value): returned = value.map { rawMeaning($0) } ?? Meaning.none
    case .loop(let target, let source, let body): loop(target, source, body)
    case .branch(let cases, let otherwise): branch(cases, otherwise)
    case .with(let items, let targets, let body): with(items, targets, body)
    // What the notebook asserts held when it ran.
    case .other("assert", _): break
    case .other("break", _) where mayBreak, .other("continue", _) where mayBreak: break
    case .other(let words, _) where importsAll(words): break
    case .other(let word, let body):
      problem(word.isEmpty ? "a line that cannot be read as Python" : "a `\(word)`")
      if word.isEmpty { training?.isPrintKnown = false }
      prints.isWhole = false
      forget(body)
    }
  }

  // MARK: - Branches

  private func branch(_ cases: [PythonCase], _ otherwise: [PythonStatement]) {
    if training != nil, stop(cases, otherwise) { return }
    for (index, choice) in cases.enumerated() {
      switch meaning(choice.test) {
      case .isTurn(let every, let isLate) where training != nil && cases.count == 1:
        turn(every: every, isLate: isLate, choice.body)
        if !otherwise.isEmpty { turn(every: nil, isLate: false, otherwise) }
        return
      case .isSomeTurn where training != nil || !openLoaders.isEmpty,
        .batchNumber where training != nil || !openLoaders.isEmpty,
        .counterRest where training != nil || !openLoaders.isEmpty:
        cases[index...].forEach { turn(every: nil, isLate: false, $0.body) }
        if !otherwise.isEmpty { turn(every: nil, isLate: false, otherwise) }
        return
      case .epochFigure where training?.level == .epoch:
        // The best epoch by some figure is noted, or kept in a file.
        guard cases[index...].allSatisfy({ keep($0.body, best: false) }),
          keep(otherwise, best: false)
        else { break }
        return
      case .broken:
        cases[index...].forEach { forget($0.body) }
        return forget(otherwise)
      case .truth(true): return run(choice.body)
      case .truth(false): continue
      case .isClass(let prediction, let label, let isNot):
        if cases.count == 1, !otherwise.isEmpty,
          nameLabels(
            prediction, label, isNot ? otherwise : choice.body, isNot ? choice.body : otherwise)
        {
          return
        }
      case let test where mayBePassedOver(test):
        // Whether the other tests change anything is looked at too.
        cases[(index + 1)...].forEach { choice in uncertainly { _ = meaning(choice.test) } }
        return passOver(
          cases[index...].map(\.body) + [otherwise], "an `if` that depends on the data")
      default: break
      }
      problem("an `if` that depends on the data")
      prints.isWhole = false
      cases[index...].forEach { forget($0.body) }
      return forget(otherwise)
    }
    run(otherwise)
  }

  /// Whether it does not matter what an `if` decides, as long as its sides only print.
  ///
  /// Words that are printed for a class have to be those of the class with the largest logit.
  private func mayBePassedOver(_ test: Meaning) -> Bool {
    if test.isOfPrediction || making > 0 || !graphs.isEmpty { return false }
    return !test.isFollowed
      || training.map { $0.loader.map { tableLoaders[$0] != nil } ?? true } ?? false
      || !openLoaders.isEmpty
  }

  /// Each side of the `if` gives or prints one word.
  private func nameLabels(
    _ prediction: Int, _ label: Int, _ body: [PythonStatement], _ otherwise: [PythonStatement]
  ) -> Bool {
    guard body.count == 1, otherwise.count == 1 else { return false }
    switch (body[0].kind, otherwise[0].kind) {
    case (.assign(let targets, .text(let yes)), .assign(let others, .text(let no))):
      guard targets == others, targets.count == 1, case .name = targets[0] else { return false }
      setLabels(of: prediction, label, yes: yes, no: no)
      assign(targets[0], .label(prediction))
      return true
    case (
      .expression(.call(.name("print"), let first)), .expression(.call(.name("print"), let second))
    ):
      guard lookup("print") == .path("print"), first.count == 1, second.count == 1,
        first[0].name == nil, second[0].name == nil, first[0].stars == 0, second[0].stars == 0,
        case .text(let yes) = meaning(first[0].value), case .text(let no) = meaning(second[0].value)
      else { return false }
      setLabels(of: prediction, label, yes: yes, no: no)
      show([.label(prediction)])
      return true
    default: return false
    }
  }

  private func with(
    _ items: [PythonExpression], _ targets: [PythonExpression], _ body: [PythonStatement]
  ) {
    let outer = detached
    defer { detached = outer }
    for target in targets {
      for name in Self.names(in: target) { bind(name, .unknown) }
    }
    for item in items {
      guard case .call(let callee, let arguments) = item, case .path(let path) = rawMeaning(callee)
      else {
        problem("a `with`")
        return forget(body)
      }
      switch path {
      case "torch.no_grad" where arguments.isEmpty, "torch.inference_mode" where arguments.isEmpty:
        detached += 1
      case "torch.enable_grad" where arguments.isEmpty: detached = 0
      case "torch.set_grad_enabled" where arguments.count == 1 && arguments[0].stars == 0:
        switch meaning(arguments[0].value) {
        case .truth(true): detached = 0
        case .truth(false): detached += 1
        default:
          problem("a `with` of `\(path)` of something that is no constant")
          return forget(body)
        }
      case "warnings.catch_warnings": break
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
      case .assign(let targets, _): targets.forEach(forget)
      case .augmented(_, let target, _): forget(target)
      case .changes(let parts): parts.forEach(forget)
      case .imports(let names): names.keys.forEach { bind($0, .unknown) }
      case .function(let function): bind(function.name, .unknown)
      case .definition(let definition): bind(definition.name, .unknown)
      case .loop(let target, _, let body):
        forget(target)
        forget(body)
      case .with(_, let targets, let body):
        targets.forEach(forget)
        forget(body)
      case .other(_, let body): forget(body)
      case .branch(let cases, let otherwise):
        cases.forEach { forget($0.body) }
        forget(otherwise)
      case .expression, .give, .pass: break
      }
    }
  }

  private func forget(_ target: PythonExpression) {
    if case .attribute(let base, let name) = target, case .object(let index) = meaning(base) {
      objects[index][name] = .unknown
    }
    for name in Self.names(in: target) {
      training?.reset("\(names.depth).\(name)", to: .unknown)
      bind(name, .unknown)
    }
    if let name = Self.root(of: target) { change(lookup(name)) }
  }
}

import Records

/// What a step leaves behind for the checks that come after it.
struct StepOutline {
  var id: Located<String>
  /// The keys it will have measured, with what they look like.
  var results: [String: ResultShape] = [:]
  /// Whether all of its actions are known ones: only then is a missing key an error.
  var isComplete = true
}

/// Reads the actions of one step.
struct StepPlanner {
  let scope: PlanScope
  private(set) var actions: [any Action] = []
  /// One for each of the actions.
  private(set) var traces: [ActionTrace] = []
  private(set) var outline: StepOutline
  /// Whether it is an exercise of a hand-out, or builds on one: nothing is wrong with it, and it cannot
  /// be computed.
  private(set) var isOpen = false
  /// Which action wrote a result first.
  private var writers: [String: ParsedAction] = [:]

  init(_ step: ParsedStep, scope: PlanScope) {
    self.scope = scope
    outline = StepOutline(id: step.id)
    for action in step.actions { read(action) }
  }

  private mutating func read(_ parsed: ParsedAction) {
    let name = parsed.name.value
    guard let type = ActionCatalog.action(named: name) else {
      scope.report(
        .unknown(
          code: "unknown-action", "there is no action `\(name)`", name: name,
          candidates: ActionCatalog.names), at: parsed.name.range)
      outline.isComplete = false
      bindUnknown(parsed, like: NearestName.of(name, in: ActionCatalog.names))
      return
    }
    scope.outlineInHand = outline
    let reader = ActionReader(action: parsed, scope: scope)
    reader.checkNames(type.manual)
    _ = (scope.takeNames(), scope.takeSteps())
    let problems = scope.diagnostics.count
    let before = scope.names
    let action = type.init(reader)
    let (lookedUp, bound, new) = scope.takeNames()
    // What an action that is wrong would have measured, and one that builds on such, nobody knows.
    let isBuiltOnUnknown = lookedUp.contains { before[$0] == .unknown }
    if action == nil || isBuiltOnUnknown { outline.isComplete = false }
    let isSilent = action == nil && problems == scope.diagnostics.count
    if isBuiltOnUnknown || isSilent, scope.hasExercises { isOpen = true }
    if let action {
      actions.append(action)
      traces.append(
        ActionTrace(
          parsed, type.manual, parameters: scope.parameters,
          isKnown: { scope.names[$0] != nil && !new.contains($0) }, seen: lookedUp, bound: bound,
          steps: scope.takeSteps()))
    } else {
      bindUnknown(parsed, like: name)
    }
    addResults(
      action?.results ?? type.manual.results, absent: action?.absentResults ?? [], of: parsed)
  }

  private mutating func addResults(
    _ results: [ResultDescription], absent: Set<ResultKey>, of action: ParsedAction
  ) {
    var repeated: [String] = []
    for result in results where !absent.contains(result.key) {
      if writers[result.name] != nil, !result.isShared {
        repeated.append(result.name)
      } else {
        writers[result.name] = action
        outline.results[result.name] = result.shape.joined(to: outline.results[result.name])
      }
    }
    guard let first = repeated.first, let writer = writers[first] else { return }
    scope.report(
      "duplicate-result", at: action.name.range,
      "`\(writer.name.value)` on line \(writer.range.lowerBound.line) has the same results already",
      notes: [
        "both would write: " + repeated.joined(separator: ", "), "put this into a step of its own",
      ])
  }

  /// Binds what an action would have bound, so that what is wrong with it is said once.
  private func bindUnknown(_ action: ParsedAction, like name: String?) {
    if name == FreezeAction.manual.name || name == UnfreezeAction.manual.name {
      scope.knowsFrozen = false
    }
    if name == EvalModeAction.manual.name || name == TrainModeAction.manual.name {
      scope.knowsModes = false
    }
    if name == TrainAction.manual.name { scope.trainedOn = [:] }
    // Nobody knows what such a table holds now.
    let changing = [
      TransformAction.manual, ScaleAction.manual, RelabelAction.manual, OneHotAction.manual,
    ]
    if let name, changing.contains(where: { $0.name == name }) {
      for table in action.value.names where scope.names[table] != nil {
        scope.bind(table, to: .unknown)
      }
    }
    let manual = name.flatMap(ActionCatalog.action(named:))?.manual
    for argument in manual?.names ?? ActionManual.usualNames {
      let given = action.arguments.first { $0.name.value == argument }?.value
      if case .scalar(let name, _)? = given {
        scope.bind(name.value, to: .unknown)
      } else if case .mapping(let members, _)? = given {
        for member in members { scope.bind(member.key.value, to: .unknown) }
      } else if name == TokenizeAction.manual.name, case .scalar(let name, _) = action.value {
        scope.bind(name.value, to: .unknown)
      } else if let name = manual?.arguments.first(where: { $0.name == argument })?.defaultText,
        !name.contains(" ")
      {
        scope.bind(name, to: .unknown)
      }
    }
  }
}

import Records

/// What a step binds is used, or looked at; and so is every parameter.
enum UnusedNameCheck {
  /// A name that nothing has used yet.
  private struct Binding {
    var name: String
    var range: SourceRange
  }

  static func run(_ lesson: ParsedLesson, steps: [PlannedStep], _ scope: PlanScope) {
    let parsed = lesson.blocks.compactMap { block in
      if case .step(let step) = block { step } else { nil }
    }
    let watched = Set(paths(in: lesson).map(\.step))
    var unused: [String: Binding] = [:]
    var found: [Binding] = []
    var parameters: Set<String> = []
    for (parsed, planned) in zip(parsed, steps) {
      for (index, trace) in planned.traces.enumerated() where index < parsed.actions.count {
        parameters.formUnion(trace.parameters.keys)
        for name in trace.used { unused[name] = nil }
        // What an action measures may be all that it is there for.
        let action = planned.actions[index]
        let measures = !type(of: action).manual.results.isEmpty && watched.contains(planned.id)
        for name in trace.bound {
          if let lost = unused.removeValue(forKey: name) { found.append(lost) }
          if !measures { unused[name] = binding(name, by: parsed.actions[index]) }
        }
      }
    }
    for binding in found + unused.values {
      scope.warn(
        "unused-name", at: binding.range, "nothing uses `\(binding.name)`",
        notes: ["remove the action, or use the name in a later one"])
    }
    for parameter in lesson.frontMatter.parameters where !parameters.contains(parameter.name.value)
    {
      scope.warn(
        "unused-parameter", at: parameter.name.range,
        "no step uses the parameter `\(parameter.name.value)`",
        notes: ["a step takes it as $\(parameter.name.value)"])
    }
  }

  private static func binding(_ name: String, by action: ParsedAction) -> Binding {
    let given = action.arguments.first { $0.name.value == "as" }
    return Binding(name: name, range: given?.value.range ?? action.name.range)
  }

  /// Every path that a lesson writes down.
  private static func paths(in lesson: ParsedLesson) -> [ResultPath] {
    lesson.blocks.flatMap { block -> [ResultPath] in
      switch block {
      case .prose(let prose): prose.references.map(\.value.path)
      case .expect(let expect): expect.checks.map(\.path.value)
      case .claim(let claim):
        claim.checks.map(\.path.value) + claim.references.map(\.value.path)
      case .question(let question): question.references.map(\.value.path)
      case .hint(let hint): hint.references.map(\.value.path)
      case .variant(let variant): variant.references.map(\.value.path)
      case .step, .answer, .exercise: []
      }
    }
  }
}

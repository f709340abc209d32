import Records

/// Says in words what differs between two computations of the same action.
enum IngredientDifference {
  private static let mostShown = 3

  /// - Parameter ownOnly: leaves out what differs in the actions that the last one builds on.
  static func reasons(
    old: CacheHeader, new: [ActionIngredients], _ computedBy: ComputedBy, ownOnly: Bool
  ) -> [String] {
    var reasons: [String] = []
    if old.computedBy.engine != computedBy.engine {
      reasons.append("engine version \(old.computedBy.engine) -> \(computedBy.engine)")
    }
    if old.computedBy.products != computedBy.products {
      reasons.append("products \(old.computedBy.products) -> \(computedBy.products)")
    }
    let (old, new) = ownOnly ? (Array(old.trace.suffix(1)), Array(new.suffix(1))) : (old.trace, new)
    let known = labelled(old)
    let wanted = labelled(new)
    for (label, ingredients) in wanted {
      if let before = known.first(where: { $0.label == label })?.ingredients {
        reasons += differences(before, ingredients)
      } else {
        reasons.append("\(ingredients.step) has a new action `\(ingredients.action)`")
      }
    }
    for (label, ingredients) in known where !wanted.contains(where: { $0.label == label }) {
      reasons.append("\(ingredients.step) no longer has the action `\(ingredients.action)`")
    }
    let all = StepDecisions.unique(reasons)
    let rest = all.count - mostShown
    return all.prefix(mostShown) + (rest > 0 ? ["and \(rest) more"] : [])
  }

  /// Each action under its step, its name, and which of that name it is in the step.
  private static func labelled(
    _ trace: [ActionIngredients]
  ) -> [(label: String, ingredients: ActionIngredients)] {
    var counts: [String: Int] = [:]
    return trace.map { ingredients in
      let name = "\(ingredients.step) \(ingredients.action)"
      counts[name, default: 0] += 1
      return ("\(name) \(counts[name] ?? 0)", ingredients)
    }
  }

  private static func differences(
    _ old: ActionIngredients, _ new: ActionIngredients
  ) -> [String] {
    var reasons: [String] = []
    if old.seed != new.seed { reasons.append("seed \(old.seed) -> \(new.seed)") }
    if old.assetDigest != new.assetDigest {
      let (before, now) = (old.asset ?? "none", new.asset ?? "none")
      reasons.append(
        before == now ? "the files of \(now) differ" : "asset \(before) -> \(now)")
    }
    for name in Set(old.arguments.keys).union(new.arguments.keys).sorted() {
      let (before, now) = (old.arguments[name], new.arguments[name])
      guard before != now else { continue }
      let shown = name.isEmpty ? new.action : name
      let change = "\(text(before)) -> \(text(now))"
      if let parameter = new.parameters.first(where: {
        $0.value == now && old.parameters[$0.key] == before
      })?.key {
        reasons.append("parameter \(parameter) \(change)")
      } else {
        reasons.append("directive of \(new.step) changed: \(shown) \(change)")
      }
    }
    return reasons
  }

  private static func text(_ value: JSONValue?) -> String {
    switch value {
    case nil: "nothing"
    case .string(let text)?: text
    case .object(let members)? where members.count == 1:
      text(members["default"] ?? .null)
    case let value?: (try? CanonicalJSON.text(value)) ?? ""
    }
  }
}

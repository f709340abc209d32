import Records

/// The keys of all actions of a plan, computed before anything runs.
///
/// Every object that a name is bound to has the key of the action that made it or changed it last. An
/// action's key is a digest over its inputs (arguments, seed, data) and over the keys of the
/// objects it uses, those that they hold included. So whatever changes an object changes the keys of
/// all that use it later, under whichever name.
struct PlanKeys: Sendable {
  let computedBy: ComputedBy
  /// In the order in which they run.
  private(set) var actions: [ActionKey] = []
  /// The place in ``actions`` of each step's first action.
  private(set) var starts: [Int] = []

  /// A thing that names are bound to.
  private struct Object {
    /// The key of the action that made or changed it last, and every action behind that.
    var key: String
    var history: Set<Int>
    /// The objects it holds.
    var parts: [Int]
  }

  private var objects: [Object] = []
  private var names: [String: Int] = [:]

  /// - Parameter assets: the digest of each asset that the plan reads.
  init(_ plan: LessonPlan, computedBy: ComputedBy, assets: [AssetRequest: String]) {
    self.computedBy = computedBy
    for step in plan.steps {
      starts.append(actions.count)
      // The generator goes on from action to action within a step.
      var previous: Int?
      for (index, (action, trace)) in zip(step.actions, step.traces).enumerated() {
        let ingredients = Self.ingredients(
          step: step, index: index, action: action, trace: trace, assets: assets)
        add(action, trace, ingredients, after: previous, stepsRead: places(trace.steps, in: plan))
        // An author's figures draw nothing, so that adding some leaves every key as it is.
        if action.notebookPrinted.isEmpty { previous = actions.count - 1 }
      }
    }
  }

  /// The key of an action, by the places of its step and of itself in it.
  func key(step: Int, action: Int) -> ActionKey { actions[starts[step] + action] }

  /// The keys of a step's actions.
  func keys(ofStep step: Int) -> ArraySlice<ActionKey> {
    actions[starts[step]..<(step + 1 < starts.count ? starts[step + 1] : actions.count)]
  }

  /// Steps, by their places, with all that they build on.
  ///
  /// A step runs whole, so what one of its actions needs is needed for all of them.
  func steps(behind chosen: Set<Int>) -> Set<Int> {
    var needed: Set<Int> = []
    var pending = Array(chosen)
    while let step = pending.popLast() {
      guard needed.insert(step).inserted else { continue }
      let actions = Set(keys(ofStep: step).flatMap(\.ancestors))
      pending += actions.compactMap { action in starts.lastIndex { $0 <= action } }
    }
    return needed
  }

  private static func ingredients(
    step: PlannedStep, index: Int, action: any Action, trace: ActionTrace,
    assets: [AssetRequest: String]
  ) -> ActionIngredients {
    var arguments = trace.arguments
    // What is read counts, not what it is called or where it lies.
    if action.asset != nil { arguments[""] = nil }
    return ActionIngredients(
      step: step.id, index: index, action: type(of: action).manual.name, arguments: arguments,
      parameters: trace.parameters, seed: step.seed, asset: action.asset?.shownName,
      assetDigest: action.asset.map { assets[$0] ?? "unknown" })
  }

  /// The actions of some steps that are before the current one.
  private func places(_ steps: [String], in plan: LessonPlan) -> [Int] {
    starts.indices.dropLast().filter { steps.contains(plan.steps[$0].id) }
      .flatMap { starts[$0]..<starts[$0 + 1] }
  }

  /// - Parameter stepsRead: the actions of the steps whose results it reads.
  private mutating func add(
    _ action: any Action, _ trace: ActionTrace, _ ingredients: ActionIngredients,
    after previous: Int?, stepsRead: [Int]
  ) {
    let place = actions.count
    var history: Set<Int> = []
    var order: [Int] = []
    let inputs = trace.used.map { name -> JSONValue in
      [.string(name), .array(describe(names[name], &order, &history))]
    }
    if let previous { history.formUnion([previous] + actions[previous].ancestors) }
    for place in stepsRead { history.formUnion([place] + actions[place].ancestors) }
    var content: [String: JSONValue] = [
      "format": 1,
      "engine": .string(computedBy.engine),
      "products": .string(computedBy.products),
      "action": .string(ingredients.action),
      "arguments": .object(ingredients.arguments),
      "seed": .int(ingredients.seed),
      "asset": ingredients.assetDigest.map(JSONValue.string) ?? .null,
      "inputs": .array(inputs),
      "before": previous.map { .string(actions[$0].digest) } ?? .null,
    ]
    if !stepsRead.isEmpty {
      content["steps"] = .array(stepsRead.map { .string(actions[$0].digest) })
    }
    // Arguments come from YAML, where infinity can be written; the action has refused it by now.
    let digest = (try? CanonicalJSON.sha256(.object(content))) ?? SHA256Digest.hex(of: "\(content)")
    actions.append(
      ActionKey(
        digest: digest, ingredients: ingredients, isExpensive: type(of: action).isExpensive,
        ancestors: history.sorted()))
    apply(action.effect, trace, key: digest, history: history.union([place]))
  }

  /// An object's key and those of all that it holds, depth first.
  ///
  /// Objects are numbered as they are met, so that two names of one object differ from two objects
  /// that are alike.
  private func describe(
    _ object: Int?, _ order: inout [Int], _ history: inout Set<Int>
  ) -> [JSONValue] {
    guard let object else { return [] }
    if let number = order.firstIndex(of: object) { return [.int(number)] }
    order.append(object)
    history.formUnion(objects[object].history)
    var parts: [JSONValue] = [.int(order.count - 1), .string(objects[object].key)]
    for part in objects[object].parts {
      parts.append(.array(describe(part, &order, &history)))
    }
    return parts
  }

  private mutating func apply(
    _ effect: ActionEffect, _ trace: ActionTrace, key: String, history: Set<Int>
  ) {
    let used = trace.used.compactMap { names[$0] }
    var parts: [Int] = []
    switch effect {
    case .observes: break
    case .makes(let holds): parts = holds ? used : []
    case .changes(let changed): change(changed.compactMap { names[$0] }, key, history)
    case .changesWhatItUses:
      change(used, key, history)
      parts = used
    }
    for name in trace.bound {
      names[name] = objects.count
      objects.append(Object(key: "\(key) \(name)", history: history, parts: parts))
    }
  }

  /// Gives objects, and all that they hold, a new key.
  private mutating func change(_ changed: [Int], _ key: String, _ history: Set<Int>) {
    var pending = changed
    var done: Set<Int> = []
    while let object = pending.popLast() {
      guard done.insert(object).inserted else { continue }
      pending += objects[object].parts
      objects[object].key = "\(key) changed"
      objects[object].history.formUnion(history)
    }
  }
}

extension AssetRequest {
  /// Of a place on this machine the last component.
  fileprivate var shownName: String {
    isPath ? String(name.split(separator: "/").last ?? "") : name
  }
}

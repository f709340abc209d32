import Records

/// What an action's results depend on, written down so that two runs can be compared.
struct ActionIngredients: Codable, Sendable, Equatable {
  var step: String
  /// Place within the step, from 0.
  var index: Int
  /// The action's name.
  var action: String
  var arguments: [String: JSONValue]
  /// The lesson's parameters that are among the arguments: for explanations, not in the key.
  var parameters: [String: JSONValue]
  /// The seed of the step.
  var seed: Int
  /// The name of the data or weights that it reads: for explanations, not in the key.
  var asset: String?
  /// The digest of the same.
  var assetDigest: String?
}

/// The key of one action of a plan: equal keys, equal results.
struct ActionKey: Sendable, Equatable {
  /// SHA-256 over everything below and the keys of what the action builds on.
  var digest: String
  var ingredients: ActionIngredients
  var isExpensive: Bool
  /// Places, in ``PlanKeys/actions``, of all actions that it builds on, in order.
  var ancestors: [Int]
}

/// What computes: another may compute other numbers.
struct ComputedBy: Codable, Sendable, Equatable {
  var engine: String
  /// Who multiplies; with exact products results depend on nothing else of the machine.
  var products: String
}

extension ComputedBy {
  init(_ engine: EngineRecord) {
    self.init(engine: engine.version, products: engine.rounding)
  }
}

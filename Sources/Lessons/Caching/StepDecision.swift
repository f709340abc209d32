import Foundation

/// What a run would do with a step, and why.
enum StepDecision: Equatable {
  /// Nothing in it takes long.
  case always
  case cached(made: Date, seconds: Double)
  /// It goes on after so many batches.
  case partly(batch: Int, of: Int)
  case runs(reasons: [String])
}

extension StepDecision: CustomStringConvertible {
  var description: String {
    switch self {
    case .always: "runs each time: nothing in it takes long"
    case .cached(let made, let seconds):
      "cached (made \(CacheEvent.day(made)), \(CacheEvent.duration(seconds)))"
    case .partly(let batch, let total): "partly done (batch \(batch) of \(total)), will go on"
    case .runs(let reasons): "will run: " + reasons.joined(separator: "; ")
    }
  }
}

/// Decides for every step of a plan.
struct StepDecisions {
  private let plan: LessonPlan
  private let cache: StepCache
  private let keys: PlanKeys
  private(set) var decisions: [StepDecision] = []
  /// Whether each expensive action, by its place among all actions, has results in the cache.
  private var isKept: [Int: Bool] = [:]

  init(_ plan: LessonPlan, cache: StepCache, keys: PlanKeys) {
    (self.plan, self.cache, self.keys) = (plan, cache, keys)
    for step in plan.steps.indices { decisions.append(decide(step)) }
  }

  private mutating func decide(_ step: Int) -> StepDecision {
    var entries: [CacheEntry] = []
    var decision: StepDecision?
    let actions = keys.keys(ofStep: step)
    for place in actions.indices where actions[place].isExpensive {
      let entry = entry(actions[place])
      isKept[place] = entry != nil
      if let entry {
        entries.append(entry)
      } else if decision == nil {
        decision = missing(actions[place])
      }
    }
    if let decision { return decision }
    guard let made = entries.map(\.made).max() else { return .always }
    return .cached(made: made, seconds: entries.reduce(0) { $0 + $1.seconds })
  }

  /// An entry that a run would take.
  private func entry(_ key: ActionKey) -> CacheEntry? {
    let place = cache.place(lesson: plan.identity.id, key: key)
    guard let entry = try? DurableFile.read(CacheEntry.self, from: place.entry) else { return nil }
    guard entry.key == key.digest, entry.state?.isWhole(in: place) ?? true else { return nil }
    return entry
  }

  private func missing(_ key: ActionKey) -> StepDecision {
    let place = cache.place(lesson: plan.identity.id, key: key)
    if let checkpoint = try? DurableFile.read(CacheHeader.self, from: place.checkpoint),
      let batch = checkpoint.done, let total = checkpoint.total
    {
      return .partly(batch: batch, of: total)
    }
    let built = key.ancestors.filter { isKept[$0] == false }
      .map { keys.actions[$0].ingredients.step }
      .filter { $0 != key.ingredients.step }
    let steps = Self.unique(built).joined(separator: " and ")
    var reasons = built.isEmpty ? [] : ["builds on \(steps), which will run"]
    if let latest = latest(key) {
      reasons += IngredientDifference.reasons(
        old: latest, new: keys.trace(of: key), keys.computedBy, ownOnly: !built.isEmpty)
      if reasons.isEmpty { reasons = ["its actions stand in another order"] }
    } else if reasons.isEmpty {
      reasons = ["nothing of it is kept"]
    }
    return .runs(reasons: reasons)
  }

  /// The most recent entry or checkpoint of the same action of the same step.
  private func latest(_ key: ActionKey) -> CacheHeader? {
    let own = key.ingredients
    let places = cache.places(lesson: plan.identity.id, step: own.step)
    let headers = places.flatMap { [$0.entry, $0.checkpoint] }
      .compactMap { try? DurableFile.read(CacheHeader.self, from: $0) }
      .filter { $0.trace.last?.action == own.action && $0.key != key.digest }
    return headers.max { $0.date < $1.date }
  }

  static func unique(_ texts: [String]) -> [String] {
    texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// What entries and checkpoints have in common.
struct CacheHeader: Codable {
  var key: String
  var computedBy: ComputedBy
  var trace: [ActionIngredients]
  var made: Date?
  var saved: Date?
  var done: Int?
  var total: Int?

  var date: Date { made ?? saved ?? .distantPast }
}

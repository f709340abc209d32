import Foundation
import Records

/// What `lesson show --why` says.
package struct CacheReport {
  private let plan: LessonPlan
  private let cache: StepCache
  private let keys: PlanKeys
  private let decisions: [StepDecision]

  /// - Parameter store: where the digests of the plan's data and weights come from; nothing is
  ///   fetched.
  package init(_ plan: LessonPlan, cache: StepCache, store: AssetStore) throws(AssetError) {
    var digests: [AssetRequest: String] = [:]
    for request in plan.assets { digests[request] = try store.expected(request).contentDigest }
    self.init(plan, cache: cache, computedBy: ComputedBy(Machine.engine()), assets: digests)
  }

  init(
    _ plan: LessonPlan, cache: StepCache, computedBy: ComputedBy, assets: [AssetRequest: String]
  ) {
    (self.plan, self.cache) = (plan, cache)
    keys = PlanKeys(plan, computedBy: computedBy, assets: assets)
    decisions = StepDecisions(plan, cache: cache, keys: keys).decisions
  }

  /// A line a step: what a run would do with it, and why.
  package func text() -> String {
    zip(plan.steps, decisions).map { "\($0.id): \($1)" }.joined(separator: "\n")
  }

  /// The same of one step, and everything that its results depend on; `nil` where there is no such
  /// step.
  package func text(step id: String) -> String? {
    guard let step = plan.steps.firstIndex(where: { $0.id == id }) else { return nil }
    var lines = ["\(id): \(decisions[step])"]
    for key in keys.keys(ofStep: step) where key.isExpensive {
      lines += details(of: key)
    }
    return lines.joined(separator: "\n")
  }

  private func details(of key: ActionKey) -> [String] {
    var lines = [
      "\(key.ingredients.action)",
      "  key \(key.digest)",
      "  kept in \(cache.place(lesson: plan.identity.id, key: key).folder.path)",
      "  depends on",
      "    engine version \(keys.computedBy.engine)",
      "    products \(keys.computedBy.products)",
    ]
    for ingredients in keys.trace(of: key) {
      var parts = ["seed \(ingredients.seed)"]
      if let asset = ingredients.asset {
        parts.append("files of \(asset) (\((ingredients.assetDigest ?? "").prefix(12)))")
      }
      parts += ingredients.parameters.sorted { $0.key < $1.key }.map { name, value in
        "\(name) = \((try? CanonicalJSON.text(value)) ?? "")"
      }
      lines.append(
        "    \(ingredients.step): \(ingredients.action) (\(parts.joined(separator: ", ")))")
    }
    return lines
  }
}

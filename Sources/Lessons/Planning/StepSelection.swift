/// The steps that a run is to be of, where it is not to be of the whole lesson.
///
/// What they build on runs too, or comes from the cache; all else is skipped.
package struct StepSelection: Sendable, Equatable {
  /// Ids of steps; empty for all between the two bounds.
  package var steps: [String]
  /// The id of the first step in the order of the lesson.
  package var from: String?
  /// The id of the last step.
  package var until: String?

  package init(steps: [String] = [], from: String? = nil, until: String? = nil) {
    (self.steps, self.from, self.until) = (steps, from, until)
  }

  /// The plan with every step marked that a run passes over.
  ///
  /// A run of a part has a folder of its own, so that it never takes the place of a whole one.
  func applied(to plan: LessonPlan) throws(UsageError) -> LessonPlan {
    let chosen = try places(in: plan.steps.map(\.id))
    guard chosen.count < plan.steps.count else { return plan }
    // Which steps an action builds on does not depend on what computes it, nor on which files.
    let keys = PlanKeys(plan, computedBy: ComputedBy(engine: "", products: ""), assets: [:])
    let needed = keys.steps(behind: chosen)
    guard needed.count < plan.steps.count else { return plan }
    var part = plan
    for step in part.steps.indices where !needed.contains(step) {
      part.steps[step].isSkipped = true
    }
    part.outputName += outputName
    return part
  }

  /// The places, among all ids of a lesson, of those that are meant.
  private func places(in ids: [String]) throws(UsageError) -> Set<Int> {
    var named: Set<Int> = []
    for id in steps { named.insert(try place(of: id, in: ids)) }
    guard named.isEmpty, !ids.isEmpty else { return named }
    let first = try place(of: from ?? ids[0], in: ids)
    let last = try place(of: until ?? ids[ids.count - 1], in: ids)
    guard first <= last else {
      throw .badValue("step `\(ids[first])` comes after step `\(ids[last])`")
    }
    return Set(first...last)
  }

  private func place(of id: String, in ids: [String]) throws(UsageError) -> Int {
    guard let place = ids.firstIndex(of: id) else { throw .unknownStep(id, known: ids) }
    return place
  }

  private var outputName: String {
    let parts =
      (steps.isEmpty ? [] : ["step"] + steps)
      + (from.map { ["from", $0] } ?? []) + (until.map { ["until", $0] } ?? [])
    return parts.map { "-" + OutputName.safe($0) }.joined()
  }
}

import Records

/// Many runs of one lesson: every combination of some parameters' values with every seed.
package struct Sweep: Sendable {
  /// What stands among the swept parameters where variants are run beside the lesson itself; no
  /// parameter of a lesson is called so.
  package static let variant = "variant"
  /// Its value for the lesson itself; no id of a variant has parentheses.
  package static let noVariant = "(none)"

  /// One of its runs.
  package struct Run: Sendable {
    /// Its place in the sweep, from 1.
    package var index: Int
    /// The folder of its report.
    package var name: String
    package var seed: Int
    /// The swept parameters' values, in the order of ``Sweep/parameters``.
    package var values: [JSONValue]
    /// Its record; `nil` where it did not complete.
    package var record: RunRecord?
    /// Why it did not complete; empty where it has not run.
    package var problem: String

    /// `complete`, the problem, or `not run`.
    var status: String {
      guard record == nil else { return "complete" }
      return problem.isEmpty ? "not run" : OneLine.of(problem, limit: 300)
    }

    package init(
      index: Int, name: String, seed: Int, values: [JSONValue], record: RunRecord? = nil,
      problem: String = ""
    ) {
      (self.index, self.name, self.seed, self.values) = (index, name, seed, values)
      (self.record, self.problem) = (record, problem)
    }
  }

  /// The runs with the same values of the swept parameters.
  package struct Combination: Sendable {
    /// From 1.
    package var number: Int
    package var values: [JSONValue]
    package var runs: [Run]
  }

  package var lesson: String
  package var title: String
  /// The names of the swept parameters.
  package var parameters: [String]
  package var runs: [Run]
  /// The results that are summed up.
  package var results: [ResultPath]

  /// - Parameter results: what to sum up; empty for ``standardResults(of:)``.
  package init(
    lesson: String, title: String, parameters: [String], runs: [Run], results: [ResultPath]
  ) {
    (self.lesson, self.title, self.parameters, self.runs) = (lesson, title, parameters, runs)
    let standard = runs.lazy.compactMap(\.record).first.map(Self.standardResults)
    self.results = results.isEmpty ? standard ?? [] : results
  }

  /// The combinations, in the order of their first run.
  package var combinations: [Combination] {
    runs.reduce(into: []) { combinations, run in
      if let index = combinations.firstIndex(where: { $0.values == run.values }) {
        combinations[index].runs.append(run)
      } else {
        combinations.append(
          Combination(number: combinations.count + 1, values: run.values, runs: [run]))
      }
    }
  }

  /// A combination in words: `lr=5e-05, rows=64`.
  package func name(of values: [JSONValue]) -> String {
    guard !parameters.isEmpty else { return "the given parameters" }
    return zip(parameters, values).map { name, value in
      "\(name)=\(value.string ?? (try? CanonicalJSON.text(value)) ?? "")"
    }.joined(separator: ", ")
  }

  /// How a result is spread over the runs of a combination.
  package func spread(_ path: ResultPath, over combination: Combination) -> Spread {
    Spread(combination.runs.compactMap { $0.record.flatMap { path.value(in: $0) } })
  }

  /// What most readers of a run look at first: the mean loss of each training's last epoch and the
  /// share of held-out rows that are right; where a lesson has neither, its single numbers.
  package static func standardResults(of record: RunRecord) -> [ResultPath] {
    var paths: [ResultPath] = []
    for step in record.steps where step.status == .complete {
      if step.results[.meanLoss]?.array?.last?.number != nil {
        paths.append(
          ResultPath(step: step.id, components: [.key(ResultKey.meanLoss.name), .index(-1)]))
      }
      if step.results[.heldOut]?[.accuracy]?.number != nil {
        let scores = [ResultKey.heldOut.name, ResultMember.accuracy.name]
        paths.append(
          ResultPath(step: step.id, components: scores.map(ResultPath.Component.key)))
      }
    }
    guard paths.isEmpty else { return paths }
    let numbers = record.steps.filter { $0.status == .complete }.flatMap { step in
      step.results.keys.sorted().filter { step.results[$0]?.number != nil }
        .map { ResultPath(step: step.id, components: [.key($0)]) }
    }
    return Array(numbers.prefix(6))
  }
}

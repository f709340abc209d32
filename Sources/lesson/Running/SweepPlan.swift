import ArgumentParser
import Comparison
import Foundation
import Lessons
import Records

/// The runs of a sweep, each planned: every value is typed and checked before anything runs.
struct SweepPlan {
  /// More would be a slip of the keyboard.
  private static let limit = 10_000

  /// One run of the sweep.
  struct Entry {
    var plan: LessonPlan
    /// What `lesson run` is told: the swept parameters' values as typed, and the seed.
    var parameters: [(name: String, text: String)]
    var variant: String?
    var run: Sweep.Run
  }

  /// The names of the parameters that have several values.
  var parameters: [String] = []
  var entries: [Entry] = []
  /// The folder for the summary.
  private(set) var name = ""

  /// - Parameters:
  ///   - typed: each parameter of the command line with its values.
  ///   - seeds: empty for the seed of `options`.
  ///   - variants: of the lesson, to be run beside the lesson itself.
  init(
    _ finder: LessonFinder, lesson: String, options: PlanOptions,
    typed: [(name: String, values: [String])], seeds: [Int], variants: [String]
  ) throws {
    let combinations = try Self.product(
      typed, times: max(1, seeds.count) * (variants.count + 1))
    let swept = typed.filter { $0.values.count > 1 }.map(\.name)
    parameters = (variants.isEmpty ? [] : [Sweep.variant]) + swept
    let loaded = try finder.load(lesson)
    // The lesson itself first: the variants' reports set it beside them.
    let all = [nil] + variants.map(Optional.some)
    for (variant, combination) in all.flatMap({ variant in combinations.map { (variant, $0) } }) {
      for seed in seeds.isEmpty ? [options.seed] : seeds.map(Optional.some) {
        var own = options
        (own.seed, own.variant) = (seed, variant)
        for (name, text) in combination { own.parameters[name] = text }
        let plan = try finder.plan(loaded, options: own, showsWarnings: entries.isEmpty)
        if let same = entries.first(where: { $0.plan.outputName == plan.outputName }) {
          throw Failure(
            .usage,
            "runs \(same.run.index) and \(entries.count + 1) are the same: "
              + plan.outputName)
        }
        entries.append(
          Entry(
            plan: plan, parameters: combination, variant: variant,
            run: Sweep.Run(
              index: entries.count + 1, name: plan.outputName, seed: plan.seed,
              values: (variants.isEmpty ? [] : [.string(variant ?? Sweep.noVariant)])
                + swept.map { plan.recordedParameters[$0] ?? .null })))
      }
    }
    name =
      entries.first?.plan.sweepName(
        swept, variants: variants, seed: seeds.isEmpty ? options.seed : nil) ?? ""
  }

  /// Every combination, the last parameter's values changing fastest.
  private static func product(
    _ typed: [(name: String, values: [String])], times seeds: Int
  ) throws -> [[(name: String, text: String)]] {
    var count = seeds
    for parameter in typed where count <= limit { count *= parameter.values.count }
    guard count <= limit else {
      throw Failure(.usage, "a sweep has \(limit) runs at most; this one has more")
    }
    return typed.reduce([[]]) { combinations, parameter in
      combinations.flatMap { combination in
        parameter.values.map { combination + [(parameter.name, $0)] }
      }
    }
  }
}

/// What `--seeds` takes: `1..20`, `1,2,5`, `1..3,9`.
struct SeedList: Equatable {
  var seeds: [Int] = []

  /// Reads what is typed.
  static func read(_ text: String) throws -> SeedList {
    guard let list = SeedList(argument: text) else {
      throw ValidationError(
        "--seeds takes whole numbers from 0 to \(UInt32.max), each once and no more than 10,000, such "
          + "as 1..20 or 1,2,5, not \(text)")
    }
    return list
  }

  init?(argument: String) {
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "..", omittingEmptySubsequences: false).map {
        $0.allSatisfy { $0.isASCII && $0.isNumber } ? UInt32($0).map { Int($0) } : nil
      }
      switch (ends.count, ends.first ?? nil, ends.last ?? nil) {
      case (1, let seed?, _): seeds.append(seed)
      case (2, let low?, let high?) where low <= high && high - low < 10_000:
        seeds += low...high
      default: return nil
      }
    }
    guard Set(seeds).count == seeds.count, !seeds.isEmpty else { return nil }
  }
}

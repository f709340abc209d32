import Foundation
import Records

/// What `sweep` says at its end, on a terminal and for spreadsheets.
package enum SweepText {
  /// A block of lines for each result, then what did not complete.
  package static func lines(_ sweep: Sweep) -> [String] {
    var lines: [String] = []
    for path in sweep.results {
      lines.append(OneLine.of(path.description))
      for combination in sweep.combinations {
        let text = text(of: sweep.spread(path, over: combination))
        lines.append("  \(OneLine.of(sweep.name(of: combination.values))): \(text)")
      }
    }
    let failed = sweep.runs.filter { $0.record == nil && !$0.problem.isEmpty }
    lines += failed.map { "run \($0.index), \(OneLine.of($0.name)): \($0.status)" }
    let done = sweep.runs.count { $0.record != nil }
    let rest = sweep.runs.count - done - failed.count
    lines.append(
      "\(sweep.lesson): \(done) of \(Words.count(sweep.runs.count, "run")) complete"
        + (rest > 0 ? ", \(rest) not run" : ""))
    return lines
  }

  /// `mean 0.688, standard deviation 0.0012, from 0.686 to 0.69, 20 runs`.
  package static func text(of spread: Spread) -> String {
    switch spread {
    case .nothing: return "no run has it"
    case .words(let words):
      let shown = words.prefix(5).map { "\(OneLine.of($0.text, limit: 40)) \($0.count) times" }
      let more = words.count > 5 ? " and \(words.count - 5) others" : ""
      return shown.joined(separator: ", ") + more
    case .numbers(let numbers):
      let deviation = numbers.deviation.map { ", standard deviation \(number($0, digits: 3))" }
      return "mean \(number(numbers.mean))\(deviation ?? ""), from \(number(numbers.min)) to "
        + "\(number(numbers.max)), \(Words.count(numbers.count, "run"))"
    }
  }

  static func number(_ number: Double, digits: Int = 6) -> String {
    String(format: "%.\(digits)g", number)
  }

  /// A row a run: what it was, how it ended, and each result.
  package static func csv(_ sweep: Sweep) -> String {
    let results = sweep.results.map(\.description)
    var text = CSV.row(
      ["run", "report", "seed"] + sweep.parameters + ["status", "results_sha256", "seconds"]
        + results)
    for run in sweep.runs {
      let values = run.values.map(cell)
      let record = [
        run.status, run.record?.resultsSHA256 ?? "",
        run.record.map { CanonicalJSON.number($0.seconds) } ?? "",
      ]
      let measured = sweep.results.map { path in
        run.record.flatMap { path.value(in: $0) }.map(cell) ?? ""
      }
      text += CSV.row(["\(run.index)", run.name, "\(run.seed)"] + values + record + measured)
    }
    return text
  }

  private static func cell(_ value: JSONValue) -> String {
    value.string ?? (try? CanonicalJSON.text(value)) ?? ""
  }
}

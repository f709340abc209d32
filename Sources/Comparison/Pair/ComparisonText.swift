import Foundation
import Records

/// What `compare` says on a terminal.
package enum ComparisonText {
  /// What is shown of one step; the page and JSON have all.
  private static let differenceLimit = 8

  package static func lines(_ comparison: RecordComparison) -> [String] {
    var lines = ["A  \(side(comparison.a))", "B  \(side(comparison.b))", ""]
    lines += inputs(comparison.inputs)
    if let changes = comparison.changes {
      let steps = changes.changedSteps.map { OneLine.of($0) }.joined(separator: ", ")
      lines.append("Steps that are others: \(steps.isEmpty ? "none" : steps)")
    }
    lines += ["", "Results, step by step"]
    for step in comparison.steps {
      lines.append("  \(OneLine.of(step.id)): \(step.text)")
      lines += step.differences.prefix(differenceLimit).map {
        "    \(OneLine.of($0.path)): \(OneLine.of($0.text, limit: 300))"
      }
      let more = step.differences.count - differenceLimit
      if more > 0 { lines.append("    and \(more) more: --html or --json has them") }
    }
    if !comparison.predictions.isEmpty { lines += ["", "Predictions"] }
    lines += comparison.predictions.map { "  \($0.step): “\($0.text)”: \($0.a) | \($0.b)" }
    if !comparison.verdicts.isEmpty {
      lines += ["", "Expectations and claims that come out differently"]
      lines += comparison.verdicts.filter { !$0.isOneSided }.map { "  \($0.name): \($0.text)" }
      let oneSided = comparison.oneSidedVerdicts
      if oneSided > 0 { lines.append("  judged in one of the runs alone: \(oneSided)") }
    }
    lines += ["", "Time"] + times(comparison) + ["", comparison.summary]
    return lines
  }

  static func side(_ side: RecordComparison.Side) -> String {
    let record = side.record
    let student = record.student.map { ", handed in by \(OneLine.of($0.name))" } ?? ""
    let profile =
      (record.variant.map { ", variant \(OneLine.of($0))" } ?? "")
      + (record.profile.map { ", profile \(OneLine.of($0))" } ?? "")
    return "\(OneLine.of(side.name, limit: 200)): lesson \(OneLine.of(record.lesson.id)), "
      + "\(record.status.rawValue)\(profile), seed \(record.seed)\(student)"
  }

  private static func inputs(_ inputs: [InputComparison]) -> [String] {
    let different = inputs.filter { !$0.isSame }
    let same = inputs.filter(\.isSame).map(\.name).joined(separator: ", ")
    guard !different.isEmpty else { return ["Inputs: all the same (\(same))"] }
    return ["Inputs that differ"] + different.map { "  \($0.name): \($0.a) | \($0.b)" }
      + (same.isEmpty ? [] : ["The same: \(same)"])
  }

  private static func times(_ comparison: RecordComparison) -> [String] {
    // Steps that take no time tell nothing.
    let slow = comparison.steps.filter { max($0.secondsA ?? 0, $0.secondsB ?? 0) >= 1 }
    return slow.map { "  \(OneLine.of($0.id)): \(times($0))" } + [
      "  whole run: \(seconds(comparison.a.record.seconds)) | \(seconds(comparison.b.record.seconds))"
    ]
  }

  static func times(_ step: StepComparison) -> String {
    let texts = [(step.secondsA, step.isCachedA), (step.secondsB, step.isCachedB)].map {
      ($0.0.map(seconds) ?? "–") + ($0.1 ? " (cached)" : "")
    }
    return texts.joined(separator: " | ")
  }

  private static func seconds(_ seconds: Double) -> String {
    seconds.isFinite ? String(format: "%.1f s", seconds) : "–"
  }
}

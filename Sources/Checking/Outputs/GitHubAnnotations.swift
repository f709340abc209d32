import Lessons
import Records
import Report

/// Annotations of GitHub Actions: lines that its runner takes for commands.
package enum GitHubAnnotations {
  /// What is shown of a kind; GitHub drops what comes after it without a word.
  private static let limit = 10

  /// Stops the runner from taking anything in the log for a command until ``resume(_:)``.
  ///
  /// - Parameter token: random, so that no text in between can know it.
  package static func stop(_ token: String) -> String { "::stop-commands::\(token)" }

  package static func resume(_ token: String) -> String { "::\(token)::" }

  /// The first ten errors and warnings, a line each, and how many there are where that is not all.
  ///
  /// - Parameter paths: how files are named, `nil` for as they are.
  package static func lines(_ lessons: [CheckedLesson], paths: WorkspacePaths? = nil) -> [String] {
    let errors = lessons.flatMap(\.cases).filter { $0.outcome == .failed || $0.outcome == .error }
      .flatMap { found in
        found.findings.map { finding in
          command(
            "error", title: found.name, file: finding.file, lines: finding.line...finding.line,
            finding.message, paths)
        }
      }
    let warnings = lessons.flatMap(\.diagnostics).filter { $0.severity == .warning }.map { found in
      let lines =
        found.range.lowerBound
        .line...max(
          found.range.lowerBound.line, found.range.upperBound.line)
      return command(
        "warning", title: found.code, file: found.file, lines: lines,
        ([found.message] + found.notes).joined(separator: "\n"), paths)
    }
    return shown(errors, "errors") + shown(warnings, "warnings")
  }

  private static func shown(_ lines: [String], _ noun: String) -> [String] {
    guard lines.count > limit else { return lines }
    return lines.prefix(limit) + [
      "::notice::\(lines.count) \(noun) in all; the first \(limit) are shown, the log has the rest"
    ]
  }

  private static func command(
    _ level: String, title: String, file: String, lines: ClosedRange<Int>, _ message: String,
    _ paths: WorkspacePaths?
  ) -> String {
    let path = paths?.path(of: file) ?? file
    let place = "file=\(property(path)),line=\(lines.lowerBound),endLine=\(lines.upperBound)"
    return "::\(level) \(place),title=\(property(title))::\(data(message))"
  }

  /// As the runner's own toolkit escapes a message.
  private static func data(_ text: String) -> String {
    VisibleText.of(text).replacingScalars("%", with: "%25").replacingScalars("\r", with: "%0D")
      .replacingScalars("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacingScalars(":", with: "%3A").replacingScalars(",", with: "%2C")
  }
}

import Checking
import Foundation
import Lessons
import Records
import Report

/// Where `lesson check` says what it found: the terminal, files, GitHub's log and job summary.
struct CheckOutput {
  /// The file for JUnit XML.
  var junit: String?
  /// The file for JSON, `-` for standard output.
  var json: String?

  private let environment = ProcessInfo.processInfo.environment
  /// Ends the stretch of the log in which GitHub takes nothing for a command; `nil` elsewhere.
  private let token: String?

  init(junit: String?, json: String?) {
    (self.junit, self.json) = (junit, json)
    token = environment["GITHUB_ACTIONS"] == "true" ? UUID().uuidString : nil
  }

  /// Makes the folders of what is to be written: a path that cannot be should not cost a run.
  func start() throws {
    for path in [junit, json].compactMap({ $0 }) where path != "-" {
      try HandInFiles.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent())
    }
    // A lesson may quote anything.
    if let token { write(GitHubAnnotations.stop(token)) }
  }

  /// A line of results.
  func say(_ text: String) { write(VisibleText.of(text)) }

  /// What is wrong with a lesson, on the error stream; GitHub's log has one stream for all, so that
  /// the order of its commands is kept.
  func show(_ diagnostics: [Diagnostic], of lesson: PreparedLesson) {
    guard !diagnostics.isEmpty else { return }
    let color = token == nil && Terminal.standardError.usesColor
    let text = DiagnosticPrinter(color: color).text(diagnostics, sources: lesson.loaded.sources)
    token == nil ? Terminal.errorLine(text) : write(text)
  }

  /// Why something could not be done.
  func complain(_ message: String) {
    guard !message.isEmpty else { return }
    let line = VisibleText.of("lesson: \(message)")
    token == nil ? Terminal.errorLine(line) : write(line)
  }

  /// Writes everything that was asked for.
  func finish(_ lessons: [CheckedLesson], status: ExitStatus?) throws {
    if let token {
      write(GitHubAnnotations.resume(token))
      let workspace = environment["GITHUB_WORKSPACE"]
      for line in GitHubAnnotations.lines(lessons, workspace: workspace) { write(line) }
    }
    if let path = environment["GITHUB_STEP_SUMMARY"], !path.isEmpty {
      try append(JobSummary.markdown(lessons), to: path)
    }
    try write(lessons, status: status, isLast: true)
  }

  /// Writes the files in place of those that were written before.
  ///
  /// - Parameter isLast: whether nothing more is to come: a stream cannot be written anew.
  func write(_ lessons: [CheckedLesson], status: ExitStatus?, isLast: Bool = false) throws {
    if let junit {
      try HandInFiles.write(JUnitWriter.text(lessons), to: URL(fileURLWithPath: junit))
    }
    if let json, json != "-" || isLast {
      let value = CheckJSON.value(lessons, exitCode: Int(status?.rawValue ?? 0))
      let text = try CanonicalJSON.text(value)
      if json == "-" {
        Terminal.line(text)
      } else {
        try HandInFiles.write(text + "\n", to: URL(fileURLWithPath: json))
      }
    }
  }

  /// Standard output, unless JSON has it.
  private func write(_ text: String) {
    json == "-" ? Terminal.errorLine(text) : Terminal.line(text)
  }

  /// Other steps of the job write to the same file.
  private func append(_ text: String, to path: String) throws {
    let url = URL(fileURLWithPath: path)
    try onDisk(url) {
      if !FileManager.default.fileExists(atPath: path) { try Data().write(to: url) }
      let file = try FileHandle(forWritingTo: url)
      defer { try? file.close() }
      try file.seekToEnd()
      try file.write(contentsOf: Data(text.utf8))
    }
  }
}

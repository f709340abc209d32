import Checking
import Files
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

  /// Whether nothing stands against what is to be written.
  private(set) var isFit = true

  private let environment = ProcessInfo.processInfo.environment
  /// Ends the stretch of the log in which GitHub takes nothing for a command; `nil` elsewhere.
  private let token: String?

  init(junit: String?, json: String?) {
    (self.junit, self.json) = (junit, json)
    token = environment["GITHUB_ACTIONS"] == "true" ? UUID().uuidString : nil
  }

  private var junitFile: OutputFile? { junit.map { OutputFile(URL(typed: $0), .sealed) } }
  private var jsonFile: OutputFile? {
    json.flatMap { $0 == "-" ? nil : OutputFile(URL(typed: $0), .json) }
  }

  /// Refuses what could not be written in the end: it should not cost a run.
  ///
  /// - Parameter others: what else the command writes.
  mutating func check(beside others: [URL] = []) throws {
    isFit = false
    for file in [junitFile, jsonFile].compactMap({ $0 }) { try file.check() }
    let named = [("--junit", junitFile?.url), ("--json", jsonFile?.url), (Self.summary, summary)]
    try DistinctOutputs.check(
      named.compactMap { name, url in url.map { (name, $0) } }
        + others.map { ("a report", $0) })
    isFit = true
  }

  private static let summary = "GITHUB_STEP_SUMMARY"

  private var summary: URL? {
    guard let path = environment[Self.summary], !path.isEmpty else { return nil }
    return URL(typed: path)
  }

  func start() throws {
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
      let paths = WorkspacePaths(
        workspace: environment["GITHUB_WORKSPACE"],
        folder: URL(fileURLWithPath: FileManager.default.currentDirectoryPath))
      for line in GitHubAnnotations.lines(lessons, paths: paths) { write(line) }
    }
    if let summary { try append(JobSummary.markdown(lessons), to: summary) }
    try write(lessons, status: status, isLast: true)
  }

  /// Writes the files in place of those that were written before.
  ///
  /// - Parameter isLast: whether nothing more is to come: a stream cannot be written anew.
  func write(_ lessons: [CheckedLesson], status: ExitStatus?, isLast: Bool = false) throws {
    try junitFile?.write(Seal.sealed(JUnitWriter.text(lessons)))
    if let json, json != "-" || isLast {
      let value = CheckJSON.value(lessons, exitCode: Int(status?.rawValue ?? 0))
      if json == "-" { Terminal.line(try CanonicalJSON.text(value)) }
      try jsonFile?.write(try DigestMember.sealed(value))
    }
  }

  /// Standard output, unless JSON has it.
  private func write(_ text: String) {
    json == "-" ? Terminal.errorLine(text) : Terminal.line(text)
  }

  /// Other steps of the job write to the same file.
  private func append(_ text: String, to url: URL) throws {
    try onDisk(url) {
      let flags = O_WRONLY | O_APPEND | O_CREAT | O_NOCTTY | O_NONBLOCK | O_CLOEXEC
      let descriptor = open(url.path, flags, 0o666)
      guard descriptor >= 0 else { throw POSIXError.last }
      let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try file.write(contentsOf: Data(text.utf8))
    }
  }
}

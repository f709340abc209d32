import Foundation
import Host
import Lessons
import Report

/// The names of what a run writes, and the writing.
enum ReportFiles {
  static let record = "run.json"

  /// The formats a report can be written in.
  enum Format: String, CaseIterable { case md, html }

  /// Writes a report as `STEM.md` and `STEM.html`, each whole or not at all.
  static func write(
    _ document: ReportDocument, to folder: URL, stem: String = "report",
    formats: [Format] = Format.allCases
  ) throws {
    for format in formats {
      let text =
        switch format {
        case .md: MarkdownWriter.write(document)
        case .html: HTMLWriter.write(document)
        }
      let url = folder.appendingPathComponent("\(stem).\(format.rawValue)")
      try onDisk(url) { try Data(text.utf8).write(to: url, options: .atomic) }
    }
  }
}

/// Runs something that touches the disk; what goes wrong names the place.
func onDisk<Result>(_ url: URL, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let failure as Failure {
    throw failure
  } catch {
    throw Failure(.io, "\(url.path): \(FileProblem.text(error))")
  }
}

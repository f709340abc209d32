import Foundation
import Host
import Lessons
import Report

/// The names of what a run writes, and the writing.
enum ReportFiles {
  static let record = "run.json"

  /// The formats a report can be written in.
  enum Format: String, CaseIterable { case md, html }

  /// The files of a report, `STEM.md` and `STEM.html`.
  static func files(
    in folder: URL, stem: String = "report", formats: [Format] = Format.allCases
  ) -> [OutputFile] {
    formats.map { format in
      OutputFile(
        folder.appendingPathComponent("\(stem).\(format.rawValue)"),
        format == .md ? .sealed : .page)
    }
  }

  /// Writes a report, each file whole or not at all.
  ///
  /// - Parameter beside: digests of the tables beside the page.
  static func write(
    _ document: ReportDocument, to folder: URL, stem: String = "report",
    formats: [Format] = Format.allCases, beside: [String] = []
  ) throws {
    for (format, file) in zip(formats, files(in: folder, stem: stem, formats: formats)) {
      switch format {
      case .md: try file.write(Seal.sealed(MarkdownWriter.write(document)))
      case .html: try file.write(page(document, beside: beside))
      }
    }
  }

  /// A page; one that carries no record, by which it could be told, with a seal.
  static func page(_ document: ReportDocument, beside: [String] = []) -> String {
    let page = HTMLWriter.write(document)
    return document.source == nil ? Seal.sealed(page, beside: beside) : page
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

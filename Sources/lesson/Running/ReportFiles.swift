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
  ///
  /// - Parameters:
  ///   - pages: how the page is known: one without a record never takes the place of one with it,
  ///     which may be a student's.
  ///   - other: the folder whose files these will take the place of.
  static func files(
    in folder: URL, stem: String = "report", formats: [Format] = Format.allCases,
    pages: Ours = .page, like other: URL? = nil
  ) -> [OutputFile] {
    formats.map { format in
      let name = "\(stem).\(format.rawValue)"
      return OutputFile(
        folder.appendingPathComponent(name), format == .md ? .sealed : pages,
        like: other?.appendingPathComponent(name))
    }
  }

  /// Writes a report, each file whole or not at all.
  ///
  /// - Parameters:
  ///   - beside: digests of the tables beside the page.
  ///   - other: the folder whose files these will take the place of.
  static func write(
    _ document: ReportDocument, to folder: URL, stem: String = "report",
    formats: [Format] = Format.allCases, beside: [String] = [], like other: URL? = nil
  ) throws {
    let files = files(
      in: folder, stem: stem, formats: formats, pages: document.source == nil ? .sealed : .page,
      like: other)
    for (format, file) in zip(formats, files) {
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

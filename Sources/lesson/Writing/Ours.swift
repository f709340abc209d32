import Foundation
import Notebooks
import Records
import Report

/// The one rule of what may be written over or removed: what this program has written and nobody has
/// changed since.
///
/// Told by the content. A name says nothing: a student may well call notes of their own `report.md`.
enum Ours {
  /// The record of a run.
  case record
  /// A page: one that carries its record, or a sealed one.
  case page
  /// Markdown or XML with a seal.
  case sealed
  /// A table, whose digest is in the seal of the page beside it.
  case table(beside: URL)
  /// JSON with a digest over itself: a check's outcome, or what a grader reads.
  case json
  /// An exported notebook.
  case notebook
  /// An exported script.
  case script
  /// What the runs of a sweep have said.
  case log
  /// A file of a hand-out, known by the list that lies in it.
  case handedOut(digests: Set<String>)

  /// The program's version that sealed Markdown first.
  private static let firstSealing = [0, 6]

  /// Whether a file's content is ours.
  ///
  /// - Parameter url: where it lies, for what can only be told from what lies beside it.
  func wrote(_ data: Data, at url: URL) -> Bool {
    // Nothing is lost with a file that has nothing in it, such as one that `mktemp` made.
    guard !data.isEmpty else { return true }
    if case .handedOut(let digests) = self { return digests.contains(SHA256Digest.hex(of: data)) }
    guard let text = String(validating: data, as: UTF8.self) else { return false }
    switch self {
    case .record: return RunRecordFile.isUnchanged(text, carried: Self.carried(beside: url))
    case .page: return Self.isPage(text)
    case .sealed: return Seal.beside(text) != nil || Self.isOfEarlierVersion(text, at: url)
    case .table(let page):
      guard let page = try? String(contentsOf: page, encoding: .utf8) else { return false }
      return Seal.beside(page)?.contains(SHA256Digest.hex(of: data)) ?? false
    case .json: return DigestMember.isUnchanged(text)
    case .notebook: return NotebookExporter.isUnchangedExport(text)
    case .script: return ScriptSeal.isUnchanged(text)
    case .log: return text.hasPrefix(SweepRunner.logStart)
    case .handedOut: return false
    }
  }

  private static func isPage(_ text: String) -> Bool {
    guard let parts = CarriedText.parts(of: text) else { return Seal.beside(text) != nil }
    guard let carried = try? JSONReader.value(of: parts.carried),
      carried["page_sha256"]?.string == SHA256Digest.hex(of: parts.page)
    else { return false }
    // What another version carries cannot be recomputed here.
    guard let known = try? CarriedRecord(json: parts.carried) else { return true }
    return (try? known.recomputedSHA256()) == known.sha256
  }

  /// Markdown that an earlier version wrote has no seal: the page beside it tells of that version.
  private static func isOfEarlierVersion(_ text: String, at url: URL) -> Bool {
    let page = url.deletingPathExtension().appendingPathExtension("html")
    guard url.pathExtension == "md", text.hasPrefix("# "),
      let html = try? String(contentsOf: page, encoding: .utf8), isPage(html),
      let carried = CarriedText.parts(of: html)?.carried,
      let program = try? JSONReader.value(of: carried)["program"]?.string
    else { return false }
    let numbers = program.split(separator: ".").compactMap { Int($0) }
    return numbers.lexicographicallyPrecedes(firstSealing)
  }

  /// The record in the page beside a record's file; `nil` where there is none, or where somebody
  /// has changed the page.
  private static func carried(beside url: URL) -> JSONValue? {
    let page = url.deletingLastPathComponent().appendingPathComponent("report.html")
    guard let html = try? String(contentsOf: page, encoding: .utf8), isPage(html),
      let carried = CarriedText.parts(of: html)?.carried
    else { return nil }
    return try? JSONReader.value(of: carried)["record"]
  }
}

import Files
import Foundation
import Records

/// A lesson with the files beside it.
package struct LoadedLesson: Sendable {
  /// The lesson, `nil` where part of it could not be read.
  ///
  /// It may be there in spite of errors: see ``LessonParser/parse(_:file:folder:)``.
  package var lesson: ParsedLesson?
  /// The answers in the lesson and in `NAME.instructor.md`, where that file is there.
  package var answers: [ParsedAnswer]
  /// The mirrored notebook's cells, where `NAME.cells.json` is there.
  package var cells: [NotebookCell]?
  package var diagnostics: [Diagnostic]
  /// The files that diagnostics point into, by the name they use.
  package var sources: [String: SourceText]
  /// The folder the lesson lies in.
  package var folder: URL
  /// The list of assets beside the lesson; `nil` where there is none that can be read.
  var manifest: AssetManifest?
  /// Why the list that is there cannot be read.
  package var manifestProblem: AssetError?
  /// What kind each asset is that a lesson may name; `nil` where that is not known.
  package var assets: [String: AssetKind]?
  /// What is known of the texts that a lesson may name.
  var texts: [String: TextOutline] = [:]
  /// What the tables of numbers are made of that a lesson may name.
  var tables: [String: TableOutline] = [:]
  /// What a run has measured, results by step: figures typed in prose are compared with it too.
  package var measured: [String: JSONValue] = [:]

  /// Whether `NAME.instructor.md` is there.
  var hasInstructorFile: Bool { sources.keys.contains { $0.hasSuffix(".instructor.md") } }

  package init(
    lesson: ParsedLesson?, answers: [ParsedAnswer], cells: [NotebookCell]?,
    diagnostics: [Diagnostic], sources: [String: SourceText], folder: URL
  ) {
    self.lesson = lesson
    self.answers = answers
    self.cells = cells
    self.diagnostics = diagnostics
    self.sources = sources
    self.folder = folder
  }
}

/// Finds lessons in a folder and reads them with the files beside them.
package struct LessonLoader: Sendable {
  private let folder: URL

  package init(folder: URL) { self.folder = folder }

  /// The names of the folder's lessons, sorted: of all that ends in `.md` and is not hidden, a README,
  /// or the answers to a lesson.
  ///
  /// What cannot be read as a lesson is among them, so that nobody takes it for checked. Throws where
  /// the folder cannot be read.
  package func names() throws -> [String] {
    LessonNames(try FileManager.default.contentsOfDirectory(atPath: folder.path)).lessons
  }

  /// Files of the folder that seem to be of a lesson and that nothing reads: an error each.
  package func strays() throws -> [Diagnostic] {
    let names = LessonNames(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    // A name says what a file is for; that it holds a whole lesson says more.
    let known = Set(names.strays.map(\.file))
    let lost = names.others.filter { other in
      let url = folder.appendingPathComponent(other.file)
      return !known.contains(other.file) && LessonEntry(url) == .file
        && (try? Self.read(url)).flatMap { LessonParser.id(of: $0) } != nil
    }
    return (names.strays + lost).map {
      Diagnostic(
        code: "stray-file", wholeFile: folder.appendingPathComponent($0.file).relativePath,
        message: $0.message)
    }
  }

  /// The file of a lesson named by its name or by a path; `nil` where there is none.
  ///
  /// It may be one that cannot be read: a folder, a link that leads nowhere.
  package func url(named name: String) -> URL? {
    let isPath = name.contains("/") || name.hasSuffix(".md")
    if isPath {
      let url = URL(typed: name)
      return LessonEntry(url) == .absent ? nil : url
    }
    guard !name.isEmpty, !name.hasPrefix(".") else { return nil }
    let url = folder.appendingPathComponent("\(name).md")
    if LessonEntry(url) != .absent { return url }
    // One letter may be written in two ways: ü is one character, or u and two dots.
    let same = (try? names())?.first { $0 == name }
    return same.map { folder.appendingPathComponent("\($0).md") }
  }

  /// The other lessons of the folder that have an id, where `url` is one of the folder's.
  package func others(with id: String, than url: URL) -> [URL] {
    let own = url.resolvingSymlinksInPath()
    guard own.deletingLastPathComponent() == folder.resolvingSymlinksInPath() else { return [] }
    return ((try? names()) ?? []).map { folder.appendingPathComponent("\($0).md") }.filter {
      other in
      LessonEntry(other) == .file && other.resolvingSymlinksInPath() != own
        && (try? Self.read(other)).flatMap { LessonParser.id(of: $0) } == id
    }
  }

  /// Reads a lesson, its instructor's answers and its notebook's cells.
  ///
  /// Throws what reading a file throws; what is wrong in the files is in the diagnostics.
  package func load(_ url: URL) throws -> LoadedLesson {
    let folder = url.deletingLastPathComponent()
    // A pipe that somebody has opened and named is read as a file.
    let entry = LessonEntry(url)
    if entry != .special || !NamedFile.isOpen(url), let problem = entry.problem() { throw problem }
    let data = try Self.read(url)
    let file = url.relativePath
    let parsed = LessonParser.parse(data, file: file, folder: folder)
    var loaded = LoadedLesson(
      lesson: parsed.lesson, answers: [], cells: nil, diagnostics: parsed.diagnostics,
      sources: [file: SourceText(file: file, data: data)], folder: folder)
    for case .answer(let answer) in parsed.lesson?.blocks ?? [] { loaded.answers.append(answer) }
    if let lesson = parsed.lesson {
      var bag = DiagnosticBag(file: file)
      for answer in loaded.answers { CreditCheck.run(answer, lesson, &bag) }
      loaded.diagnostics += bag.sorted
    }
    readManifest(&loaded)
    try readAnswers(beside: url, &loaded)
    try readCells(beside: url, &loaded)
    return loaded
  }

  /// What is wrong with the list itself is said where the lesson is planned.
  private func readManifest(_ loaded: inout LoadedLesson) {
    let url = folder.appendingPathComponent(AssetManifest.fileName)
    guard FileManager.default.fileExists(atPath: url.path) else { return }
    let manifest: AssetManifest
    do throws(AssetError) {
      manifest = try AssetManifest.read(from: url)
    } catch {
      loaded.manifestProblem = error
      return
    }
    loaded.manifest = manifest
    loaded.assets = Dictionary(manifest.assets.map { ($0.name, $0.kind) }) { first, _ in first }
    for asset in manifest.assets {
      loaded.texts[asset.name] = asset.format?.texts
      loaded.tables[asset.name] = asset.format?.outline
    }
  }

  private func readAnswers(beside url: URL, _ loaded: inout LoadedLesson) throws {
    let url = Self.sibling(of: url, "instructor.md")
    guard try Self.isThere(url, "a lesson’s answers") else { return }
    let data = try Self.read(url)
    let file = url.relativePath
    let (answers, diagnostics) = LessonParser.parseInstructorFile(
      data, file: file, folder: loaded.folder)
    loaded.sources[file] = SourceText(file: file, data: data)
    loaded.diagnostics += diagnostics
    guard let lesson = loaded.lesson else { return }
    var bag = DiagnosticBag(file: file)
    let questions = StructureCheck.questions(of: lesson.blocks)
    for answer in answers {
      StructureCheck.belongs("answer", answer.id, to: questions, &bag)
      if loaded.answers.contains(where: { $0.id.value == answer.id.value }) {
        bag.error(
          "duplicate-id", at: answer.id.range, "there is another answer `\(answer.id.value)`")
      }
      CreditCheck.run(answer, lesson, &bag)
      loaded.answers.append(answer)
    }
    loaded.diagnostics += bag.sorted
  }

  private func readCells(beside url: URL, _ loaded: inout LoadedLesson) throws {
    let url = Self.sibling(of: url, "cells.json")
    guard try Self.isThere(url, "a notebook’s cells") else { return }
    let data = try Self.read(url)
    let file = url.relativePath
    var bag = DiagnosticBag(file: file)
    loaded.cells = NotebookCellsFile.read(data, &bag)
    loaded.sources[file] = SourceText(file: file, data: data)
    loaded.diagnostics += bag.sorted
  }

  private static func sibling(of url: URL, _ ending: String) -> URL {
    url.deletingPathExtension().appendingPathExtension(ending)
  }

  /// Whether a file is there; throws where something else is.
  private static func isThere(_ url: URL, _ what: String) throws -> Bool {
    let entry = LessonEntry(url)
    if entry != .absent, let problem = entry.problem("\(what) are one file") {
      throw LessonProblem(
        "\(url.lastPathComponent) beside it: \(problem.message)", problem.isMissing)
    }
    return entry == .file
  }

  /// A file's bytes, at most one more than a lesson may have.
  private static func read(_ url: URL) throws -> Data {
    try NamedFile.read(
      url, limit: InputLimits.fileBytes, takesPipes: NamedFile.isOpen(url))
  }
}

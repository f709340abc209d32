import ArgumentParser
import Files
import Foundation
import Lessons
import Notebooks
import Records

/// The subcommand `mirror`.
struct MirrorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mirror",
    abstract: "Compare a lesson with its notebook: what is mirrored, what has changed.",
    discussion: """
      Marks: `=` as the lesson knows it, `~` changed, `+` new, `-` gone, `>` moved. Of changed \
      cells the difference is shown where their former text is known: from --against, or from git. \
      Ends with 1 where something differs, or a code cell is mirrored by no step.
      """)

  private static let byteLimit = 64 << 20

  @Argument(help: "A lesson's name, or the path of its file.")
  var lesson: String

  @Argument(help: "The notebook as it is now.", completion: .file(extensions: ["ipynb"]))
  var notebook: String

  @Option(help: "The notebook as it was.", completion: .file(extensions: ["ipynb"]))
  var against: String?

  @Flag(help: "Write the lesson's list of cells anew, once you have looked at what differs.")
  var write = false

  @Flag(help: "Print the comparison as JSON.")
  var json = false

  func run() throws {
    if write, Terminal.isService {
      throw Failure(.usage, "--write: nothing is rewritten where CI is set")
    }
    let finder = LessonFinder(try Installation.find())
    let loaded = try finder.load(lesson)
    guard let parsed = loaded.lesson else {
      let printer = DiagnosticPrinter(color: Terminal.standardError.usesColor)
      Terminal.errorLine(printer.text(loaded.diagnostics, sources: loaded.sources))
      throw Failure(.invalid)
    }
    let list = URL(typed: parsed.file).deletingPathExtension()
      .appendingPathExtension("cells.json")
    let isListed = FileManager.default.fileExists(atPath: list.path)
    if write { try checkList(list, isListed: isListed) }
    if isListed, loaded.cells == nil, !write {
      let printer = DiagnosticPrinter(color: Terminal.standardError.usesColor)
      Terminal.errorLine(printer.text(loaded.diagnostics, sources: loaded.sources))
      throw Failure(.invalid)
    }
    let current = try reading { () throws(NotebookError) in try NotebookReader.read(notebook) }
    let mirror = NotebookMirror(parsed, list: loaded.cells, notebook: current)
    let differences = try self.differences(mirror)
    if json {
      let value = mirror.json(
        lesson: parsed.frontMatter.id.value, notebook: notebook, differences: differences)
      Terminal.line(try CanonicalJSON.text(value))
    } else {
      show(mirror, differences, isListed: isListed)
    }
    if write {
      let own = parsed.frontMatter.notebook.filter { ["repository", "file"].contains($0.key) }
      let names = isListed ? CellList.names(in: try data(of: list)) ?? own : own
      try HandInFiles.write(try CellList(current, named: names).text(), to: list)
      Terminal.errorLine("written: \(list.relativePath)")
    }
    guard write ? mirror.agreesButForList : mirror.agrees else { throw Failure(.difference) }
  }

  /// A list is written anew, and no other file.
  private func checkList(_ list: URL, isListed: Bool) throws {
    try HandInFiles.check(list)
    guard isListed, CellList.names(in: try data(of: list)) == nil else { return }
    throw Failure(
      .invalid,
      "\(list.relativePath): no list of cells, so it is kept; move it, and --write makes one")
  }

  private func data(of list: URL) throws -> Data {
    try HandInFiles.data(list.relativePath, limit: Self.byteLimit)
  }

  /// What has changed in each cell whose former text is found.
  private func differences(_ mirror: NotebookMirror) throws -> [String: String] {
    var former = FormerSources(of: mirror)
    if let against {
      former.look(
        in: try reading { () throws(NotebookError) in try NotebookReader.read(against) })
    } else {
      former.lookInGit(notebook)
    }
    var differences: [String: String] = [:]
    for entry in mirror.entries where entry.change == .changed {
      guard let digest = entry.formerDigest, let source = former.found[digest] else { continue }
      differences[entry.id] = UnifiedDiff.text(from: source, to: entry.source)
    }
    return differences
  }

  private func show(_ mirror: NotebookMirror, _ differences: [String: String], isListed: Bool) {
    mirror.lines().forEach(Terminal.line)
    for entry in mirror.entries where entry.change == .changed {
      let place = entry.position.map(String.init) ?? ""
      Terminal.line("\ncell \(place), \(entry.id)")
      Terminal.line(
        differences[entry.id]
          ?? "its former text is not known here; --against OLD.ipynb shows the difference")
    }
    if !isListed {
      Terminal.line("\nThe lesson has no list of the notebook's cells; --write makes one.")
    }
    Terminal.line("\n\(mirror.summary())")
  }
}

import ArgumentParser
import Base
import Files
import Foundation
import Lessons
import Notebooks

/// The subcommand `import`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a draft of a lesson from a notebook, or drafts from a folder. Nothing runs.",
    discussion: """
      The draft has the notebook's headings, a step for each code cell with the actions that are \
      recognised in it, and a mark `todo` for the rest. The prose is yours to write. Beside it \
      goes NAME.cells.json, the list of the notebook's cells. Nothing is written over: where a name \
      is taken, the draft's gets a number. A folder's notebooks are drafted one after the other, a \
      line each.
      """)

  @Argument(
    help: "The notebook, an .ipynb file, or a folder of them.",
    completion: .file(extensions: ["ipynb"]))
  var notebook: String

  @Option(help: "The lesson's id; the notebook's name without this.")
  var id: String?

  @Option(help: "The file to write; lessons/ID.md without this.", completion: .file())
  var out: String?

  func run() throws {
    let installation = try Installation.find()
    var status = stat()
    let isFolder =
      stat(URL(typed: notebook).path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    guard !isFolder else { return try draftAll(installation) }
    let source = try reading { () throws(NotebookError) in try NotebookReader.read(notebook) }
    let name = URL(typed: notebook).lastPathComponent
    let place = try place(of: name, installation)
    let draft = try draft(
      of: source, named: name, id: place.id, in: URL(typed: notebook).deletingLastPathComponent(),
      installation)
    try write(draft, place)
    report(draft, source, place)
  }

  /// Where a draft goes.
  private struct Place {
    var id: String
    var lesson, cells: URL

    init(id: String, lesson: URL) {
      (self.id, self.lesson) = (id, lesson)
      cells = lesson.deletingPathExtension().appendingPathExtension("cells.json")
    }

    /// The first of its files that is there already.
    var taken: URL? {
      var status = stat()
      return [lesson, cells].first { lstat($0.path, &status) == 0 }
    }
  }

  /// The files that are asked for, or else the first of the notebook's name that are free.
  private func place(of name: String, _ installation: Installation) throws -> Place {
    let stem = out.map { URL(typed: $0).deletingPathExtension().lastPathComponent }
    let id =
      try self.id.map(NewCommand.checked)
      ?? lessonID(stem ?? URL(fileURLWithPath: name).deletingPathExtension().path)
    func place(_ id: String) -> Place {
      let lesson = out.map { URL(typed: $0) }
      return Place(
        id: id, lesson: lesson ?? installation.lessons.appendingPathComponent("\(id).md"))
    }
    let first = place(id)
    guard let taken = first.taken else { return first }
    if self.id == nil, out == nil {
      for number in 2...999 {
        let suffix = "-\(number)"
        let next = place(id.prefix(64 - suffix.count) + suffix)
        if next.taken == nil { return next }
      }
    }
    var status = stat()
    let isFolder = lstat(taken.path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    throw Failure(
      .usage,
      isFolder
        ? "\(taken.relativePath): a folder; --out names the file to write"
        : "\(taken.relativePath): this file is there; --out names another")
  }

  private func draft(
    of source: Notebook, named name: String, id: String, in folder: URL,
    _ installation: Installation
  ) throws -> LessonDraft {
    let assets = Set(try installation.store(offline: true).manifest.assets.map(\.name))
    return try reading { () throws(NotebookError) in
      try NotebookImporter.draft(
        of: source,
        options: .init(
          id: id, file: name, assets: assets, table: { FoundTable(path: $0, beside: folder) },
          module: { FoundModule.text(of: $0, beside: folder) }))
    }
  }

  private func write(_ draft: LessonDraft, _ place: Place) throws {
    try HandInFiles.write(draft.cells.text(), to: place.cells)
    try HandInFiles.write(draft.lesson, to: place.lesson)
  }

  // MARK: - A folder

  /// Drafts each notebook of a folder; what cannot be read is told of, and the others are drafted.
  private func draftAll(_ installation: Installation) throws {
    guard id == nil, out == nil else {
      throw Failure(.usage, "--id and --out are for one notebook, and \(notebook) is a folder")
    }
    let folder = URL(typed: notebook)
    let names: [String]
    do {
      names = try FolderListing.names(in: folder).filter(\.isUTF8).map(\.text)
        .filter { $0.hasSuffix(".ipynb") && !$0.hasPrefix(".") }
    } catch {
      throw Failure(.io, "\(notebook): the folder cannot be read: \(error)")
    }
    guard !names.isEmpty else {
      throw Failure(.missing, "\(notebook): there is no .ipynb file in this folder")
    }
    var failed: ExitStatus?
    let width = names.map(\.count).max() ?? 0
    for name in names {
      let title = name + String(repeating: " ", count: width - name.count)
      do {
        let source = try reading { () throws(NotebookError) in
          try NotebookReader.read(folder.appendingPathComponent(name).path)
        }
        let place = try place(of: name, installation)
        let draft = try draft(
          of: source, named: name, id: place.id, in: folder, installation)
        try write(draft, place)
        let code = source.cells.count { $0.kind == "code" }
        let open = Set(draft.outcomes.filter { !$0.toDo.isEmpty }.map(\.position)).count
        let toDo = draft.outcomes.reduce(0) { $0 + $1.toDo.count }
        Terminal.line(
          "\(VisibleText.of(title))  \(code) code cells, \(code - open) done, \(toDo) to do: \(place.lesson.relativePath)"
        )
      } catch let error as Failure {
        failed = failed ?? error.status
        Terminal.line(VisibleText.of("\(title)  no draft: \(error.message)"))
      }
    }
    if let failed { throw Failure(failed) }
  }

  /// An id made of a file's name.
  private func lessonID(_ text: String) throws -> String {
    let name = text.split(separator: "/").last ?? ""
    let id = String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_".contains($0) ? $0 : "-" }
        .drop { $0 == "-" || $0 == "_" }.prefix(64))
    guard !id.isEmpty else { throw Failure(.usage, "no id can be made of `\(text)`; give --id") }
    return id
  }

  private func report(_ draft: LessonDraft, _ notebook: Notebook, _ place: Place) {
    let toDo = draft.outcomes.reduce(0) { $0 + $1.toDo.count }
    let code = notebook.cells.count { $0.kind == "code" }
    let width = draft.outcomes.map(\.step.count).max() ?? 0
    for outcome in draft.outcomes {
      let step = outcome.step + String(repeating: " ", count: width - outcome.step.count)
      Terminal.line(
        "cell \(outcome.position)  \(step)  \(outcome.actions.joined(separator: ", "))")
      for line in outcome.toDo { Terminal.line("  to do: \(line)") }
    }
    Terminal.line(
      "\(place.lesson.relativePath): \(code) code cells, \(toDo == 0 ? "nothing" : "\(toDo)") to do"
    )
    Terminal.line("\(place.cells.relativePath): \(notebook.cells.count) cells")
    for name in draft.namesToFill { Terminal.line("To name: \(name)") }
  }
}

/// Runs something that reads a notebook; what goes wrong gets its exit code.
func reading<Result>(_ body: () throws(NotebookError) -> Result) throws -> Result {
  do {
    return try body()
  } catch {
    let status: ExitStatus =
      switch error.kind {
      case .missing: .missing
      case .invalid: .invalid
      case .unreadable: .io
      }
    throw Failure(status, error.description)
  }
}

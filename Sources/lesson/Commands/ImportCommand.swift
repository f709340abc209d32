import ArgumentParser
import Files
import Foundation
import Lessons
import Notebooks

/// The subcommand `import`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a draft of a lesson from a notebook. Nothing runs.",
    discussion: """
      The draft has the notebook's headings, a step for each code cell with the actions that are \
      recognised in it, and a mark `todo` for the rest. The prose is yours to write. Beside it \
      goes NAME.cells.json, the list of the notebook's cells. Nothing is written over.
      """)

  @Argument(help: "The notebook, an .ipynb file.", completion: .file(extensions: ["ipynb"]))
  var notebook: String

  @Option(help: "The lesson's id; the notebook's name without this.")
  var id: String?

  @Option(help: "The file to write; lessons/ID.md without this.", completion: .file())
  var out: String?

  func run() throws {
    let installation = try Installation.find()
    let source = try reading { () throws(NotebookError) in try NotebookReader.read(notebook) }
    let name = URL(typed: notebook).lastPathComponent
    let stem = out.map { URL(typed: $0).deletingPathExtension().lastPathComponent }
    let id =
      try self.id.map(NewCommand.checked)
      ?? lessonID(stem ?? URL(fileURLWithPath: name).deletingPathExtension().path)
    let url =
      out.map { URL(typed: $0) }
      ?? installation.lessons.appendingPathComponent("\(id).md")
    let list = url.deletingPathExtension().appendingPathExtension("cells.json")
    var status = stat()
    for file in [url, list] where lstat(file.path, &status) == 0 {
      throw Failure(
        .usage,
        status.st_mode & S_IFMT == S_IFDIR
          ? "\(file.relativePath): a folder; --out names the file to write"
          : "\(file.relativePath): this file is there; --out names another")
    }
    let assets = Set(try installation.store(offline: true).manifest.assets.map(\.name))
    let draft = try reading { () throws(NotebookError) in
      try NotebookImporter.draft(of: source, options: .init(id: id, file: name, assets: assets))
    }
    try HandInFiles.write(draft.cells.text(), to: list)
    try HandInFiles.write(draft.lesson, to: url)
    report(draft, source, url, list)
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

  private func report(_ draft: LessonDraft, _ notebook: Notebook, _ url: URL, _ list: URL) {
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
      "\(url.relativePath): \(code) code cells, \(toDo == 0 ? "nothing" : "\(toDo)") to do")
    Terminal.line("\(list.relativePath): \(notebook.cells.count) cells")
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

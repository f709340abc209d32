import ArgumentParser
import Files
import Foundation
import Lessons
import Notebooks
import Records

/// The subcommand `export`.
struct ExportCommand: ParsableCommand {
  /// What a run can be written as.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case ipynb, python
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a run as an executed notebook, or a lesson as a script. Nothing runs.",
    discussion: """
      With --to ipynb: the lesson's prose, a code cell for each step, and in its outputs what the \
      replay printed, measured and drew. The record of a run that did not complete is named with its \
      folder: 9_1.partial. With --to python: what the lesson's steps do, in PyTorch.
      """)

  @Argument(
    help: """
      The name of a report (9_1, 9_1-quick) or the path of its folder or run.json; with --to python \
      a lesson's name, or the path of its file.
      """)
  var name: String

  @Option(help: "The format.")
  var to: Format = .ipynb

  @Option(help: "The lesson's file, where it is none of those here: for the notebook's cell ids.")
  var lesson: String?

  @Option(help: "The file to write; NAME.ipynb in the current folder without this.")
  var out: String?

  @OptionGroup var plan: PlanArguments

  func validate() throws {
    switch to {
    case .ipynb:
      guard plan.isEmpty else {
        throw ValidationError("a report has its parameters; -p and the like go with --to python")
      }
    case .python:
      guard lesson == nil else {
        throw ValidationError("with --to python the lesson is named first, without --lesson")
      }
    }
  }

  func run() throws {
    switch to {
    case .ipynb: try writeNotebook()
    case .python: try writeScript()
    }
  }

  private func writeScript() throws {
    let installation = try Installation.find()
    let plan = try LessonFinder(installation).plan(name, options: try plan.options)
    let store = try installation.store(offline: true)
    let exporter = PythonExporter(plan, manifest: store.manifest)
    let file = OutputFile(
      URL(typed: out ?? "\(PythonExporter.fileName(of: plan)).py"), .script)
    try file.check()
    try file.write(ScriptSeal.sealed(exporter.text))
    Terminal.line("Script: \(file.url.relativePath)")
    let assets = plan.assets.map { "\(exporter.assetKey($0))=PATH" }.joined(separator: " ")
    if !assets.isEmpty { Terminal.line("It is run with --assets \(assets)") }
  }

  private func writeNotebook() throws {
    let installation = try Installation.find()
    let finder = LessonFinder(installation)
    let names = try finder.names()
    let (url, record) = try RecordFinder(reports: installation.reports, lessons: names).find(name)
    let folder = url.deletingLastPathComponent().lastPathComponent
    let file = OutputFile(URL(typed: out ?? "\(folder).\(to.rawValue)"), .notebook)
    try file.check()
    let known = names.contains(record.lesson.id) ? record.lesson.id : nil
    let loaded = try (lesson ?? known).map { try finder.load($0) }
    let exporter = NotebookExporter(record, lesson: loaded?.lesson, cells: loaded?.cells)
    let text = try exporter.text(name: file.url.lastPathComponent)
    try file.write(text)
    Terminal.line("Notebook: \(file.url.relativePath)")
  }
}

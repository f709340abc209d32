import ArgumentParser
import Base
import Engine
import Files
import Foundation
import HandIn
import Lessons
import Notebooks
import Report

/// The subcommand `student`.
struct StudentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "student",
    abstract: "Write the hand-out of a lesson, and the file that a student answers in.",
    discussion: """
      The hand-out is the lesson without answers and marking notes, in a folder of its own, in \
      which `lesson run NAME` runs it. \
      NAME.answers.md, in the current folder, has a heading for each question. An answers file \
      that is there already is brought up to date; what a student wrote in it is kept as it is. \
      With --to ipynb: the notebook in which students do the lesson's exercises in PyTorch, and \
      nothing else.
      """)

  /// What a hand-out can be written as beside a lesson's file.
  enum Format: String, CaseIterable, ExpressibleByArgument { case ipynb }

  @Argument(help: "A lesson's name, or the path of its file.", completion: .lessons)
  var lesson: String

  @Option(help: "The exercises as a notebook.")
  var to: Format?

  @Option(
    help: """
      The folder for the hand-out, NAME-handout if left out; with --to ipynb the file, \
      NAME-exercises.ipynb if left out.
      """, completion: .directory)
  var out: String?

  @OptionGroup var plan: PlanArguments

  func validate() throws {
    guard to != nil || plan.isEmpty else {
      throw ValidationError("-p and the like go with --to ipynb: a hand-out is the lesson itself")
    }
  }

  func run() throws {
    if to == .ipynb { return try writeNotebook() }
    let installation = try Installation.find()
    let finder = LessonFinder(installation)
    // A lesson with mistakes is not handed out.
    _ = try finder.plan(lesson, options: PlanOptions())
    let loaded = try finder.load(lesson)
    guard let parsed = loaded.lesson else { throw Failure(.invalid) }
    let url = URL(typed: parsed.file)
    var handOut = try handIn { () throws(HandInProblem) in try HandOut(of: loaded, at: url) }
    // With it the folder is one that the lesson can be run in, by its name.
    handOut.files[AssetManifest.fileName] = try onDisk(installation.manifest) {
      try Data(contentsOf: installation.manifest)
    }
    for file in try filesBeside(loaded, installation) {
      handOut.files[file] = try onDisk(installation.manifest) {
        try Data(
          contentsOf: installation.manifest.deletingLastPathComponent().appendingPathComponent(file)
        )
      }
    }
    try HandInFiles.check(URL(typed: "\(handOut.name).answers.md"))
    try write(handOut, beside: loaded.folder)
    try writeAnswers(
      AnswersTemplate(parsed, answers: loaded.answers), to: "\(handOut.name).answers.md")
  }

  private func writeNotebook() throws {
    let installation = try Installation.find()
    let plan = try LessonFinder(installation).plan(lesson, options: try plan.options)
    guard !plan.exercises.isEmpty else {
      throw Failure(
        .usage,
        "\(plan.identity.id) has no exercises; a step becomes one by <!-- exercise STEP --> "
          + "(docs/exercises.md)")
    }
    let open = plan.exercises.flatMap(\.steps).first { id in
      plan.steps.contains { $0.id == id && $0.isSkipped }
    }
    guard open == nil else {
      throw Failure(
        .usage,
        "\(plan.identity.id): the steps of its exercises are not here; the lesson itself has them, "
          + "and a hand-out or a part of a lesson has not")
    }
    let store = try installation.store(offline: true)
    let file = OutputFile(
      URL(typed: out ?? "\(plan.outputName)-exercises.ipynb"), .notebook)
    try file.check()
    try file.write(try ExerciseNotebook(plan, manifest: store.manifest).text())
    let count = Words.count(plan.exercises.count, "exercise")
    Terminal.line("Notebook: \(file.url.relativePath): \(count)")
  }

  /// The files beside the lesson that it uses, with its defaults or in one of its profiles.
  private func filesBeside(
    _ loaded: LoadedLesson, _ installation: Installation
  ) throws -> [String] {
    let store = try installation.store(offline: true)
    let profiles = loaded.lesson?.frontMatter.profiles.map(\.name.value) ?? []
    var files: [String] = []
    for profile in [nil] + profiles.map(Optional.some) {
      let plan = try LessonFinder(installation).plan(
        loaded, options: PlanOptions(profile: profile), showsWarnings: false)
      do throws(AssetError) {
        for request in plan.assets where !request.isPath && request.kind == .data {
          let entry = try store.entry(for: request)
          guard case .beside = entry.source else { continue }
          // What is handed out is what the list says.
          _ = try store.locate(request, cancellation: Cancellation()) { _ in }
          files += entry.files.map(\.name)
        }
      } catch {
        throw Failure(error)
      }
    }
    return files
  }

  private func write(_ handOut: HandOut, beside lessons: URL) throws {
    let path = out ?? "\(handOut.name)-handout"
    let folder = URL(typed: path)
    guard folder.resolvingSymlinksInPath().path != lessons.resolvingSymlinksInPath().path else {
      throw Failure(.usage, "--out \(path): the lesson itself lies there")
    }
    let answers = folder.appendingPathComponent("\(handOut.name).instructor.md")
    guard !FileManager.default.fileExists(atPath: answers.path) else {
      throw Failure(
        .usage, "\(answers.path): the answers lie in this folder; hand out another (--out)")
    }
    let manifest = folder.appendingPathComponent(AssetManifest.fileName)
    if out != nil, let there = try? Data(contentsOf: manifest),
      there != handOut.files[AssetManifest.fileName]
    {
      throw Failure(
        .usage, "\(manifest.path): another list of assets lies there; hand out into another folder")
    }
    try HandOutFolder(folder).write(handOut)
    let removed = handOut.removedAnswers
    let what =
      (removed == 0 ? "" : ", \(Words.count(removed, "answer")) taken out")
      + (handOut.exercises.isEmpty
        ? ""
        : ", \(Words.count(handOut.exercises.count, "exercise")): "
          + handOut.exercises.joined(separator: ", "))
    // Of a folder of pictures the first few will do.
    let names = handOut.files.keys.sorted()
    let more = names.count > 10 ? " and \(names.count - 10) more" : ""
    Terminal.line(
      "Hand-out: \(path): \(names.prefix(10).joined(separator: ", "))\(more)\(what)")
  }

  private func writeAnswers(_ template: AnswersTemplate, to path: String) throws {
    let url = URL(typed: path)
    guard FileManager.default.fileExists(atPath: url.path) else {
      try HandInFiles.write(AnswersMerge(template).text, to: url)
      let count = Words.count(template.questions.count, "question")
      return Terminal.line("Answers: \(path): new, \(count)")
    }
    let text = try HandInFiles.text(path)
    let merged = try handIn { () throws(HandInProblem) in
      try AnswersMerge(merging: text, file: path, template)
    }
    for (line, id) in merged.strange {
      Terminal.errorLine(
        "\(path):\(line): \(OneLine.of(id)) is no question; it stays part of the answer above it")
    }
    var said: [String] = []
    if !merged.added.isEmpty { said.append("added \(merged.added.joined(separator: ", "))") }
    if !merged.removed.isEmpty {
      let names = merged.removed.map { OneLine.of($0) }.joined(separator: ", ")
      said.append("\(names) no longer asked, kept at the end")
    }
    // Compared as bytes: letters with accents can be written in two ways.
    if merged.text.utf8.elementsEqual(text.utf8) {
      return Terminal.line("Answers: \(path): up to date, nothing changed")
    }
    if said.isEmpty { said.append("headings brought up to date") }
    try HandInFiles.write(merged.text, to: url)
    Terminal.line("Answers: \(path): \(said.joined(separator: "; ")); your answers are kept")
  }
}

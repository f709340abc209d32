import ArgumentParser
import Foundation
import Lessons

/// The subcommand `new`.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a small lesson to start from. It passes `lesson check` as it is.",
    discussion: """
      Writes ID.md and ID.instructor.md into the folder `lessons`: a lesson that needs no data and no \
      model, with comments that explain its parts. Nothing is written over. In a folder without \
      lessons it makes `lessons`, with the list of data and models that lessons may name.
      """)

  @Argument(help: "The lesson's id: letters, digits, - and _.")
  var id: String

  @Option(help: "The lesson's title; the id without this.")
  var title: String?

  func run() throws {
    let template: LessonTemplate
    do throws(LessonTemplate.Refusal) {
      template = try LessonTemplate(id: id, title: title ?? id)
    } catch {
      throw Failure(.usage, error.description)
    }
    let folder = Installation.lessonsToWrite
    let files = template.files.map { (folder.appendingPathComponent($0.name), $0.text) }
    var status = stat()
    for (url, _) in files where lstat(url.path, &status) == 0 {
      throw Failure(.usage, "\(url.relativePath): this file is there; choose another id")
    }
    try OutputFile.makeFolder(folder)
    try writeManifest(in: folder)
    for (url, text) in files {
      try HandInFiles.write(text, to: url)
      Terminal.line(url.relativePath)
    }
    Terminal.line("Next: lesson check \(id), then change it. docs/writing.md shows how.")
  }

  /// A folder of lessons has the list of assets that they may name: this program's own, where none
  /// is there.
  private func writeManifest(in folder: URL) throws {
    let url = folder.appendingPathComponent(AssetManifest.fileName)
    guard !FileManager.default.fileExists(atPath: url.path) else { return }
    let known = try? Installation.find().manifest
    let text = try known.map { known in
      try HandInFiles.text(known.path, limit: 64 << 20)
    }
    try HandInFiles.write(text ?? "{\"schema_version\": 1, \"assets\": []}\n", to: url)
    Terminal.line(url.relativePath)
  }
}

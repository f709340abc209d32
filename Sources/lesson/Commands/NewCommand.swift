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

  /// An id that a lesson's file can be named after.
  static func checked(_ id: String) throws -> String {
    _ = try template(id, title: id)
    return id
  }

  private static func template(_ id: String, title: String) throws -> LessonTemplate {
    guard id.lowercased() != "readme" else {
      throw Failure(.usage, "\(id): a file of this name is about the folder and no lesson")
    }
    do throws(LessonTemplate.Refusal) {
      return try LessonTemplate(id: id, title: title)
    } catch {
      throw Failure(.usage, error.description)
    }
  }

  func run() throws {
    let template = try Self.template(id, title: title ?? id)
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
    try HandInFiles.write(try Installation.manifestToStartFrom(), to: url)
    Terminal.line(url.relativePath)
  }
}

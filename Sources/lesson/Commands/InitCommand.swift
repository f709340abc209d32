import ArgumentParser
import Files
import Foundation
import Lessons
import Records

/// The subcommand `init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a course's folder: two lessons, a README for students, and checks in CI.",
    discussion: """
      The course passes `lesson check` as it is. Nothing is written over: where one of its files is \
      there already, none is made.
      """)

  @Argument(help: "The course's folder.", completion: .directory)
  var folder = "."

  @Option(help: "The course's title; the folder's name without this.")
  var title: String?

  func run() throws {
    let root = URL(typed: folder, isFolder: true)
    let name = root.standardizedFileURL.resolvingSymlinksInPath().lastPathComponent
    let manifest = "lessons/\(AssetManifest.fileName)"
    let files =
      [(path: manifest, text: try Installation.manifestToStartFrom())]
      + (try template(title ?? name).files)
    var status = stat()
    for (path, _) in files where lstat(root.appendingPathComponent(path).path, &status) == 0 {
      throw Failure(.usage, "\(shown(path)): this file is there; name another folder")
    }
    for (path, text) in files {
      try HandInFiles.write(text, to: root.appendingPathComponent(path))
      Terminal.line(shown(path))
    }
    let change = folder == "." ? "" : "cd \(folder) && "
    Terminal.line("Next: \(change)lesson check. README.md is for your students; change it too.")
  }

  private func shown(_ path: String) -> String {
    folder == "." ? path : folder + (folder.hasSuffix("/") ? "" : "/") + path
  }

  private func template(_ title: String) throws -> CourseTemplate {
    do throws(LessonTemplate.Refusal) {
      return try CourseTemplate(title: title, version: ProgramVersion.text)
    } catch {
      throw Failure(.usage, error.description)
    }
  }
}

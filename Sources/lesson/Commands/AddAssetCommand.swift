import ArgumentParser
import Base
import Files
import Foundation
import Lessons

/// The subcommand `assets add`.
struct AddAssetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "List a file or folder of data beside the lessons, so that they may name it.",
    discussion: """
      The data lie in the folder of the lessons: a CSV file of texts with the columns text and label, a \
      CSV file of numbers and words, or a folder with a folder of PNG or JPEG pictures for each class. \
      What they hold and the digest of every file is written into assets.json; `lesson student` hands \
      them out.
      """)

  @Argument(help: "A file or folder in the folder of the lessons.", completion: .file())
  var path: String

  @Option(help: "The name that lessons use.")
  var name: String

  @Option(help: "One line for `lesson assets`.")
  var summary = "data of the lesson's own"

  @Option(help: "The licence of the data.")
  var license = "the author's own"

  @Option(help: "Whom to cite for the data.")
  var citation = "the lesson's author"

  func run() throws {
    Interrupt.install()
    let manifest = try Installation.find().manifest
    do throws(AssetError) {
      let data = try AssetManifest.adding(
        path, name: name, summary: summary, license: license, citation: citation, to: manifest,
        cancellation: Interrupt.cancellation)
      do throws(UserFile.Refusal) {
        try UserFile.rewrite(data, at: manifest)
      } catch {
        throw AssetError(error.kind == .missing ? .missing : .io, error.description)
      }
      let entry = try AssetManifest.read(from: manifest).entry(named: name)
      Terminal.line(
        "\(manifest.relativePath): \(name) added, \(Words.count(entry.files.count, "file")), \(ByteCount.text(entry.bytes))"
      )
      Terminal.line(VisibleText.of(entry.contents(in: manifest.deletingLastPathComponent())))
    } catch {
      throw Failure(error)
    }
  }
}

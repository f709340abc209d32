import ArgumentParser
import Base
import Lessons

/// The subcommand `clean`.
struct CleanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Remove what runs have kept to be faster, and say what and how much.",
    discussion: "Reports and answers are never touched, downloads only with --downloads.")

  @Flag(help: "Remove the downloaded data and models too.")
  var downloads = false

  func run() throws {
    let store = try Installation.find().store(offline: true)
    let assets = store.cache
    let outcome = CacheCleaning(
      StepCache(home: assets.folder), assets: assets, manifest: store.manifest
    ).clean(downloads: downloads)
    for part in outcome.removed {
      Terminal.line("\(part.what): \(part.count), \(ByteCount.text(part.bytes))")
    }
    let bytes = outcome.removed.reduce(0) { $0 + $1.bytes }
    if !outcome.removed.isEmpty {
      Terminal.line("Removed \(ByteCount.text(bytes)) from \(assets.folder.path)")
    } else if outcome.problems.isEmpty, outcome.inUse == 0 {
      Terminal.line("Nothing to remove in \(assets.folder.path)")
    }
    if outcome.inUse > 0 { Terminal.line("In use by another run, and left: \(outcome.inUse)") }
    if let first = outcome.foreign.first {
      Terminal.line("Not made by lesson, and left: \(outcome.foreign.count), such as \(first)")
    }
    guard let first = outcome.problems.first else { return }
    let more = outcome.problems.count - 1
    throw Failure(.io, first + (more > 0 ? "\n\(more) more cannot be removed either" : ""))
  }
}

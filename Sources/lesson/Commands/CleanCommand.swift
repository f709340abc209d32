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
    let assets = try Installation.find().store(offline: true).cache
    let (removed, inUse) = CacheCleaning(StepCache(home: assets.folder), assets: assets)
      .clean(downloads: downloads)
    for part in removed {
      Terminal.line("\(part.what): \(part.count), \(ByteCount.text(part.bytes))")
    }
    let bytes = removed.reduce(0) { $0 + $1.bytes }
    Terminal.line(
      removed.isEmpty
        ? "Nothing to remove in \(assets.folder.path)"
        : "Removed \(ByteCount.text(bytes)) from \(assets.folder.path)")
    if inUse > 0 { Terminal.line("In use by another run, and left: \(inUse)") }
  }
}

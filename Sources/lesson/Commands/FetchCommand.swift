import ArgumentParser
import Lessons

/// The subcommand `fetch`.
struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Download data and weights, and check every file of those that are here.")

  @Argument(help: "Assets by name; all of them when none is named.")
  var assets: [String] = []

  @Flag(help: "Fetch nothing; say what is missing and where it would come from.")
  var offline = false

  @Flag(name: .shortAndLong, help: "Show results only, no progress.")
  var quiet = false

  func run() throws {
    Interrupt.install()
    let store = try Installation.find().store(offline: offline)
    let fetching = AssetFetching(store: store, display: RunDisplay(quiet: quiet))
    do throws(AssetError) {
      let known = store.manifest.assets.map(\.name)
      // A misspelt name is found before anything is fetched.
      let entries = try (assets.isEmpty ? known : assets).map { name throws(AssetError) in
        try store.manifest.entry(named: name)
      }
      for entry in entries {
        try fetching.fetch(entry.name)
        Terminal.line("\(entry.name): here and checked, \(ByteCount.text(entry.bytes))")
      }
    } catch {
      throw Failure(error)
    }
  }
}

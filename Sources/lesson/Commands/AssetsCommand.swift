import ArgumentParser
import Base
import Foundation
import Lessons

/// The subcommand `assets`.
struct AssetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assets",
    abstract: "The data and weights that lessons may name: what is here, how large, whose licence.",
    subcommands: [AddAssetCommand.self])

  @Option(
    help: ArgumentHelp("Print only where this asset lies.", valueName: "asset"),
    completion: .assets)
  var path: String?

  func run() throws {
    let store = try Installation.find().store(offline: true)
    if let path { return Terminal.line(try place(of: path, in: store)) }
    for entry in store.manifest.assets {
      let state = store.holds(entry) ? "here" : "not here"
      Terminal.line(
        """
        \(entry.name)  (\(entry.kind.rawValue), \(ByteCount.text(entry.bytes)), \(state))
          \(entry.summary)
          licence: \(entry.license)
          cite: \(entry.citation)
          from: \(store.origin(of: entry))
        """)
    }
    Terminal.line("cache: \(store.cache.folder.path)")
    Terminal.line("models of the hub: \(store.cache.hub.folder.path)")
  }

  private func place(of name: String, in store: AssetStore) throws -> String {
    do throws(AssetError) {
      let entry = try store.entry(named: name)
      guard store.holds(entry) else {
        throw AssetError(.missing, store.absence(of: entry))
      }
      return store.place(of: entry).path
    } catch {
      throw Failure(error)
    }
  }
}

import ArgumentParser
import Base
import Lessons

/// The subcommand `fetch`.
struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Download data and weights, and check every file of those that are here.")

  @Argument(
    help:
      "Assets or lessons by name, or models of the hub as OWNER/NAME; what the lessons here use without it.",
    completion: .assets)
  var assets: [String] = []

  @Flag(help: "Fetch nothing; say what is missing and where it would come from.")
  var offline = false

  @Flag(name: .shortAndLong, help: "Show results only, no progress.")
  var quiet = false

  func run() throws {
    Interrupt.install()
    let installation = try Installation.find()
    let store = try installation.store(offline: offline)
    let fetching = AssetFetching(store: store, display: RunDisplay(quiet: quiet))
    let finder = LessonFinder(installation)
    // A misspelt name is found before anything is fetched.
    let named = try assets.flatMap { try entries(named: $0, store, finder) }
    let (requests, failure) = assets.isEmpty ? try used(by: finder) : ([], nil)
    do throws(AssetError) {
      let used = try requests.map { request throws(AssetError) in try store.entry(for: request) }
      var done: Set<String> = []
      for entry in named + used where done.insert(entry.name).inserted {
        try fetching.fetch(entry)
        Terminal.line("\(entry.name): here and checked, \(ByteCount.text(store.bytes(of: entry)))")
      }
    } catch {
      throw Failure(error)
    }
    if let failure { throw failure }
  }

  /// The asset of a name, or all that the lesson of that name asks for.
  private func entries(
    named name: String, _ store: AssetStore, _ finder: LessonFinder
  ) throws -> [AssetManifest.Entry] {
    do throws(AssetError) {
      return [try store.entry(named: name)]
    } catch {
      guard error.kind == .unknown, try finder.names().contains(name) else { throw Failure(error) }
    }
    let plan = try finder.plan(name, options: PlanOptions())
    do throws(AssetError) {
      return try plan.assets.map { request throws(AssetError) in try store.entry(for: request) }
    } catch {
      throw Failure(error)
    }
  }

  /// What the lessons ask for with their own parameters, each once, and why not of all of them.
  private func used(by finder: LessonFinder) throws -> ([AssetRequest], Failure?) {
    var requests: [AssetRequest] = []
    let (plans, failure) = try finder.plans()
    for plan in plans {
      for request in plan.assets where !requests.contains(request) { requests.append(request) }
    }
    return (requests, failure)
  }
}

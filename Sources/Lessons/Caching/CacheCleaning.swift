import Files
import Foundation

/// Removes what can be made or fetched again.
package struct CacheCleaning {
  /// Things of one kind that were removed.
  package struct Removed: Sendable, Equatable {
    package var what: String
    package var count: Int
    package var bytes: Int
  }

  /// The result of a cleaning.
  package struct Outcome: Sendable, Equatable {
    /// What was there and is gone.
    package var removed: [Removed] = []
    /// How many things another run is using.
    package var inUse = 0
    /// What lies among the rest and is not this program's; it stays.
    package var foreign: [String] = []
    /// Why something could not be removed, a line each.
    package var problems: [String] = []
  }

  private let cache: StepCache
  private let assets: AssetCache
  /// The names of the files of each download, by the path of its folder.
  private let files: [String: [String]]
  private var outcome = Outcome()

  /// - Parameter manifest: tells which files belong to a download.
  package init(
    _ cache: StepCache, assets: AssetCache, manifest: AssetManifest? = nil
  ) {
    (self.cache, self.assets) = (cache, assets)
    let entries = (manifest?.assets ?? []).compactMap { entry in
      assets.folder(of: entry).map { ($0.path, entry.files.map(\.name)) }
    }
    files = Dictionary(entries) { first, _ in first }
  }

  /// Removes results, checkpoints, features and downloads that were broken off, and with `downloads`
  /// the downloads themselves.
  package func clean(downloads: Bool) -> Outcome {
    var cleaning = self
    cleaning.removeSteps()
    cleaning.removeFeatures()
    cleaning.removeDownloads(whole: downloads)
    cleaning.outcome.removed.removeAll { $0.count == 0 }
    return cleaning.outcome
  }

  private mutating func removeSteps() {
    var places: [URL] = []
    for lesson in entries(cache.steps) {
      for step in entries(lesson) { places += entries(step) }
    }
    let own = told(apart: places, by: CacheContent.isAction)
    let isWhole = { (url: URL) in
      FileManager.default.fileExists(atPath: CachePlace(folder: url).entry.path)
    }
    // Told apart before anything goes.
    let (whole, unfinished) = (own.filter(isWhole), own.filter { !isWhole($0) })
    remove("results of steps", whole)
    remove("checkpoints of unfinished steps", unfinished)
    for place in own {
      let step = place.deletingLastPathComponent()
      for folder in [step, step.deletingLastPathComponent(), cache.steps] { rmdir(folder.path) }
    }
  }

  private mutating func removeFeatures() {
    let own = told(apart: entries(cache.features), by: CacheContent.isFeatures)
    remove("files of features", own)
    if !own.isEmpty { rmdir(cache.features.path) }
  }

  private mutating func removeDownloads(whole: Bool) {
    let folders = entries(assets.assets).filter {
      $0.pathExtension != "lock" && (whole || $0.pathExtension == "partial")
    }
    let files = files
    let own = told(apart: folders) { CacheContent.isAsset($0, holding: files[$0.path]) }
    remove("unfinished downloads", own.filter { $0.pathExtension == "partial" }) {
      CacheContent.lock(of: $0)
    }
    remove("downloads", own.filter { $0.pathExtension != "partial" }) { CacheContent.lock(of: $0) }
  }

  /// Those of some places that are ours; the rest is noted.
  private mutating func told(apart urls: [URL], by isOurs: (URL) -> Bool) -> [URL] {
    var own: [URL] = []
    for url in urls {
      if isOurs(url) { own.append(url) } else { outcome.foreign.append(url.path) }
    }
    return own
  }

  private mutating func entries(_ folder: URL) -> [URL] {
    do throws(POSIXError) {
      return try CacheLimit.entries(of: folder)
    } catch {
      outcome.problems.append("\(folder.path): cannot be read: \(error.words)")
      return []
    }
  }

  private mutating func remove(
    _ what: String, _ urls: [URL], lock: (URL) -> URL? = { _ in nil }
  ) {
    var removed = Removed(what: what, count: 0, bytes: 0)
    for item in urls.map(CacheLimit.item) {
      switch CacheLimit.remove(item.url, lock: lock(item.url)) {
      case .removed:
        removed.count += 1
        removed.bytes += item.bytes
      case .inUse: outcome.inUse += 1
      case .failed(let problem): outcome.problems.append(problem)
      }
    }
    outcome.removed.append(removed)
  }
}

import Foundation

/// Removes what can be made or fetched again.
public struct CacheCleaning {
  /// Things of one kind that were removed.
  public struct Removed: Sendable, Equatable {
    public var what: String
    public var count: Int
    public var bytes: Int
  }

  private let cache: StepCache
  private let assets: AssetCache

  public init(_ cache: StepCache, assets: AssetCache) {
    (self.cache, self.assets) = (cache, assets)
  }

  /// Removes results, checkpoints, features and downloads that were broken off, and with `downloads`
  /// the downloads themselves.
  ///
  /// Returns what was there and is gone, and how many things another run is using.
  public func clean(downloads: Bool) -> (removed: [Removed], inUse: Int) {
    var inUse = 0
    func remove(_ what: String, _ items: [CacheLimit.Item], lock: (URL) -> URL? = { _ in nil })
      -> Removed
    {
      var removed = Removed(what: what, count: 0, bytes: 0)
      for item in items {
        // A download's lock lies beside its folder, and is held while that goes.
        let url = lock(item.url)
        let held = url.flatMap(HeldLock.take)
        if url == nil || held != nil, CacheLimit.remove(item.url) {
          removed.count += 1
          removed.bytes += item.bytes
        } else {
          inUse += 1
        }
        withExtendedLifetime(held) {}
      }
      return removed
    }
    let items = CacheLimit.items(in: cache)
    let steps = items.filter { $0.url.path.hasPrefix(cache.steps.path + "/") }
    let isWhole = { (item: CacheLimit.Item) in
      FileManager.default.fileExists(atPath: CachePlace(folder: item.url).entry.path)
    }
    // Told apart before anything goes.
    let (whole, unfinished) = (steps.filter(isWhole), steps.filter { !isWhole($0) })
    var removed = [
      remove("results of steps", whole),
      remove("checkpoints of unfinished steps", unfinished),
      remove(
        "files of features", items.filter { $0.url.path.hasPrefix(cache.features.path + "/") }),
    ]
    let fetched = CacheLimit.children(assets.assets).filter(\.isFolder).map { url in
      CacheLimit.Item(url: url, bytes: FolderSize.bytes(of: url), used: .distantPast)
    }
    let lock = { (url: URL) -> URL? in
      let isPartial = url.pathExtension == "partial"
      return (isPartial ? url.deletingPathExtension() : url).appendingPathExtension("lock")
    }
    removed.append(
      remove(
        "unfinished downloads", fetched.filter { $0.url.pathExtension == "partial" }, lock: lock))
    if downloads {
      removed.append(
        remove("downloads", fetched.filter { $0.url.pathExtension != "partial" }, lock: lock))
    }
    for folder in CacheLimit.children(cache.steps) + [cache.steps, cache.features] {
      CacheLimit.children(folder).forEach { rmdir($0.path) }
      rmdir(folder.path)
    }
    return (removed.filter { $0.count > 0 }, inUse)
  }
}

extension URL {
  fileprivate var isFolder: Bool {
    (try? resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
  }
}

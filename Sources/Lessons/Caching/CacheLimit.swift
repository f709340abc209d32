import Foundation

/// Keeps the cache within its size: what was not used for longest goes first.
struct CacheLimit {
  private let cache: StepCache

  /// Something that is removed as a whole.
  struct Item {
    var url: URL
    var bytes: Int
    var used: Date
  }

  init(_ cache: StepCache) { self.cache = cache }

  /// Removes items until the rest fits; what another run is using stays.
  ///
  /// - Parameter place: stays whatever its size.
  func enforce(sparing place: CachePlace) {
    var items = Self.items(in: cache).sorted { $0.used < $1.used }
    var total = items.reduce(0) { $0 + $1.bytes }
    items.removeAll { $0.url.path == place.folder.path }
    for item in items where total > cache.sizeLimit {
      if Self.remove(item.url) { total -= item.bytes }
    }
  }

  /// Every action's folder and every file of features.
  static func items(in cache: StepCache) -> [Item] {
    let places = children(cache.steps).flatMap(children).flatMap(children)
    return (places + children(cache.features)).map { url in
      let values = try? url.resourceValues(forKeys: [
        .contentModificationDateKey, .fileSizeKey, .isDirectoryKey,
      ])
      let bytes =
        values?.isDirectory == true ? FolderSize.bytes(of: url) : values?.fileSize ?? 0
      return Item(
        url: url, bytes: bytes, used: values?.contentModificationDate ?? .distantPast)
    }
  }

  /// Removes an item unless another run is using it; returns whether it did.
  static func remove(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      return true
    }
    let lock = HeldLock.take(isFolder.boolValue ? CachePlace(folder: url).lock : url)
    guard let lock else { return false }
    return withExtendedLifetime(lock) {
      (try? FileManager.default.removeItem(at: url)) != nil
    }
  }

  static func children(_ folder: URL) -> [URL] {
    (try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)) ?? []
  }
}

import Files
import Foundation
import Host

/// Keeps the cache within its size: what was not used for longest goes first.
struct CacheLimit {
  private let cache: StepCache

  /// Something that is removed as a whole.
  struct Item {
    var url: URL
    var bytes: Int
    var used: Date
  }

  /// What became of something that was to be removed.
  enum Removal: Equatable {
    case removed
    /// Another run is using it.
    case inUse
    case failed(String)
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
      if Self.remove(item.url) == .removed { total -= item.bytes }
    }
  }

  /// Every action's folder and every file of features.
  static func items(in cache: StepCache) -> [Item] {
    let places = children(cache.steps).flatMap(children).flatMap(children)
    return places.filter(CacheContent.isAction).map(item)
      + children(cache.features).filter(CacheContent.isFeatures).map(item)
  }

  static func item(_ url: URL) -> Item {
    let values = try? url.resourceValues(forKeys: [
      .contentModificationDateKey, .fileSizeKey, .isDirectoryKey,
    ])
    let bytes = values?.isDirectory == true ? FolderSize.bytes(of: url) : values?.fileSize ?? 0
    return Item(url: url, bytes: bytes, used: values?.contentModificationDate ?? .distantPast)
  }

  /// Removes an item unless another run is using it.
  ///
  /// - Parameter lock: the file that whoever uses it has locked; its own where none is named.
  static func remove(_ url: URL, lock: URL? = nil) -> Removal {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      return .removed
    }
    do {
      let own = isFolder.boolValue ? CachePlace(folder: url).lock : url
      guard let lock = try HeldLock.take(lock ?? own) else { return .inUse }
      return try withExtendedLifetime(lock) {
        try FileManager.default.removeItem(at: url)
        return .removed
      }
    } catch {
      return .failed("\(url.path): cannot be removed: \(FileProblem.text(error))")
    }
  }

  /// What lies in a folder; nothing where there is none.
  static func children(_ folder: URL) -> [URL] { (try? entries(of: folder)) ?? [] }

  /// The same; throws where the folder cannot be read.
  static func entries(of folder: URL) throws(POSIXError) -> [URL] {
    do throws(POSIXError) {
      return try FolderListing.names(in: folder).filter(\.isUTF8).map {
        folder.appendingPathComponent($0.text)
      }
    } catch  where [.ENOENT, .ENOTDIR].contains(error.code) {
      return []
    }
  }
}

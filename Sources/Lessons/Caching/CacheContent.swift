import Files
import Foundation
import Records

/// What in the cache's folders this program has put there.
///
/// `LESSON_HOME` may name a folder with other things in it, among them a `steps` or an `assets` of
/// somebody's own: only what shows by its name and its content that it is ours is ever removed.
struct CacheContent {
  private static let largestWidth = 1 << 13
  private static let states = [
    CacheEntry.state, "checkpoint-0.safetensors", "checkpoint-1.safetensors",
  ]

  /// Whether a folder holds what is kept of one action and nothing else.
  static func isAction(_ folder: URL) -> Bool {
    guard isDigest(folder.lastPathComponent), kind(of: folder) == S_IFDIR,
      let names = try? FolderListing.names(in: folder)
    else { return false }
    return names.allSatisfy { isPart($0.text, folder.appendingPathComponent($0.text)) }
  }

  private static func isPart(_ name: String, _ url: URL) -> Bool {
    // Earlier versions wrote a file under another name first, and so did Foundation for them.
    if NewFile.isMeanwhile(name) || name.hasSuffix(".new") || name.hasPrefix(".dat.nosync") {
      return kind(of: url) == S_IFREG
    }
    let start: [UInt8]
    do throws(NamedFile.Problem) {
      start = Array(try NamedFile.read(url, limit: 80, followsLinks: false))
    } catch {
      return false
    }
    switch name {
    case "lock": return start.isEmpty
    case "elapsed": return Double(String(decoding: start, as: UTF8.self)) != nil
    case "entry.json", "checkpoint.json":
      return isDigest(String(decoding: start.prefix(64), as: UTF8.self))
        && start.dropFirst(64).starts(with: "\n{".utf8)
    case _ where states.contains(name):
      return start.dropFirst(8).starts(with: "{".utf8)
    default: return false
    }
  }

  /// Whether a file is one of features: its first record has the digest that belongs to it, or
  /// nothing is in it yet.
  static func isFeatures(_ file: URL) -> Bool {
    guard isDigest(file.lastPathComponent), kind(of: file) == S_IFREG,
      let start = try? NamedFile.read(file, limit: FeatureFile.bytes(width: largestWidth))
    else { return false }
    guard !start.isEmpty else { return true }
    var width = 1
    while FeatureFile.bytes(width: width) <= start.count {
      if FeatureFile.isRecord(start.prefix(FeatureFile.bytes(width: width))) { return true }
      width += 1
    }
    return false
  }

  /// Whether a folder is a download or half of one: it is named after a package's digest, and the
  /// lock that it was fetched under lies beside it.
  ///
  /// - Parameter files: the names of the files that belong into it; `nil` where that is not known.
  static func isAsset(_ folder: URL, holding files: [String]?) -> Bool {
    guard kind(of: folder) == S_IFDIR,
      folder.deletingPartial.lastPathComponent.wholeMatch(of: /.+-[0-9a-f]{12}/) != nil,
      let lock = try? NamedFile.read(lock(of: folder), limit: 0, followsLinks: false), lock.isEmpty
    else { return false }
    guard let files, folder.pathExtension != "partial" else { return true }
    let names = (try? FolderListing.names(in: folder)) ?? []
    return names.allSatisfy { files.contains($0.text) || NewFile.isMeanwhile($0.text) }
  }

  /// The lock of a download, which lies beside its folder and is held while that is changed.
  static func lock(of asset: URL) -> URL { asset.deletingPartial.appendingPathExtension("lock") }

  private static func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
  }

  private static func kind(of url: URL) -> mode_t {
    var status = stat()
    return lstat(url.path, &status) == 0 ? status.st_mode & S_IFMT : 0
  }
}

extension URL {
  fileprivate var deletingPartial: URL {
    pathExtension == "partial" ? deletingPathExtension() : self
  }
}

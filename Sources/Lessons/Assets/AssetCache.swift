import Foundation

/// Where fetched assets lie: one folder an asset, shared by every clone of the project.
public struct AssetCache: Sendable {
  /// The folder that everything below lies in.
  ///
  /// It need not exist.
  public let folder: URL

  public init(folder: URL) { self.folder = folder }

  /// `LESSON_HOME`, or `lesson` in the XDG cache folder.
  public init(environment: [String: String]) {
    func path(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    if let home = path("LESSON_HOME") {
      folder = URL(fileURLWithPath: home, isDirectory: true)
    } else {
      // The XDG base directory specification has relative paths ignored.
      let cache =
        path("XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
        ?? (path("HOME") ?? NSHomeDirectory()) + "/.cache"
      folder = URL(fileURLWithPath: cache, isDirectory: true).appendingPathComponent("lesson")
    }
  }

  /// The folder of one asset.
  ///
  /// The package's digest is in its name, so that another version of an asset is another folder.
  public func folder(of entry: AssetManifest.Entry) -> URL {
    assets.appendingPathComponent("\(entry.name)-\(entry.package.sha256.prefix(12))")
  }

  /// Whether every file of an asset is there, whatever is in it.
  public func holds(_ entry: AssetManifest.Entry) -> Bool {
    let folder = folder(of: entry)
    return entry.files.allSatisfy {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent($0.name).path)
    }
  }

  var assets: URL { folder.appendingPathComponent("assets", isDirectory: true) }

  /// A fetch in progress: on the same file system as its final place.
  func staging(of entry: AssetManifest.Entry) -> URL {
    folder(of: entry).appendingPathExtension("partial")
  }

  func lock(of entry: AssetManifest.Entry) -> URL {
    folder(of: entry).appendingPathExtension("lock")
  }
}

import Files
import Foundation

/// Where fetched assets lie: one folder an asset, shared by every clone of the project.
///
/// Models of the Hugging Face hub lie in its own cache, which notebooks use too.
package struct AssetCache: Sendable {
  /// The folder that everything below lies in.
  ///
  /// It need not exist.
  package let folder: URL
  package let hub: HubCache
  /// Assets that an installation brought, which are only read: one folder an asset, named as here.
  package let bundle: URL?

  package init(folder: URL, bundle: URL? = nil) {
    (self.folder, self.bundle) = (folder, bundle)
    hub = HubCache(folder: folder.appendingPathComponent("hub", isDirectory: true))
  }

  /// `LESSON_HOME`, or `lesson` in the XDG cache folder.
  package init(environment: [String: String], bundle: URL? = nil) {
    self.bundle = bundle
    hub = HubSettings(environment: environment).cache
    func path(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    if let home = path("LESSON_HOME") {
      folder = URL(typed: home, isFolder: true, environment: environment)
    } else {
      // The XDG base directory specification has relative paths ignored.
      let cache =
        path("XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
        ?? Home.path(environment) + "/.cache"
      folder = URL(fileURLWithPath: cache, isDirectory: true).appendingPathComponent("lesson")
    }
  }

  /// The folder of one asset; `nil` where it is not known which commit of the hub it would be.
  ///
  /// What has been fetched goes before what an installation brought, so that a damaged file of the
  /// latter can be mended without writing there.
  package func folder(of entry: AssetManifest.Entry) -> URL? {
    switch entry.source {
    case .package(let package):
      let fetched = folder(of: package, named: entry.name)
      guard let bundle, !holds(entry, in: fetched) else { return fetched }
      let brought = bundle.appendingPathComponent(fetched.lastPathComponent, isDirectory: true)
      return holds(entry, in: brought) ? brought : fetched
    case .hub(let model): return hub.snapshot(of: model)
    case .beside: return nil
    }
  }

  /// The folder of an asset from a package.
  ///
  /// The package's digest is in its name, so that another version of an asset is another folder.
  func folder(of package: AssetManifest.Package, named name: String) -> URL {
    assets.appendingPathComponent("\(name)-\(package.sha256.prefix(12))")
  }

  /// Whether every file of an asset is there, whatever is in it.
  package func holds(_ entry: AssetManifest.Entry) -> Bool {
    folder(of: entry).map { holds(entry, in: $0) } ?? false
  }

  /// Whether every file of an asset is in a folder.
  func holds(_ entry: AssetManifest.Entry, in folder: URL) -> Bool {
    guard !entry.files.isEmpty else { return LocalAsset.isModel(folder) }
    return entry.files.allSatisfy {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent($0.name).path)
    }
  }

  var assets: URL { folder.appendingPathComponent("assets", isDirectory: true) }
}

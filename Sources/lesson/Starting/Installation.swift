import Foundation
import Lessons

/// Where the lessons and the manifest of assets lie, and where reports go.
struct Installation {
  /// The folder that holds `lessons`.
  var root: URL
  /// Whether it is a clone of the project, started through its launcher.
  private var isClone: Bool

  /// The clone whose launcher was used, else `share/lesson` beside the program's `bin`, else the
  /// current folder.
  static func find() throws -> Installation {
    let environment = ProcessInfo.processInfo.environment
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    let installed = URL(fileURLWithPath: program ?? CommandLine.arguments[0])
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("share/lesson")
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    var candidates = [Installation(root: installed, isClone: false)]
    if let root = environment["LESSON_ROOT"], !root.isEmpty {
      candidates.insert(Installation(root: URL(fileURLWithPath: root), isClone: true), at: 0)
    }
    candidates.append(Installation(root: here, isClone: false))
    guard
      let found = candidates.first(where: {
        FileManager.default.fileExists(atPath: $0.manifest.path)
      })
    else {
      let places = candidates.map { $0.lessons.path }.joined(separator: ", ")
      throw Failure(.missing, "no lessons found; looked in \(places)")
    }
    return found
  }

  /// Relative where it can be, so that messages name a lesson's file as the user would.
  var lessons: URL {
    let isHere = root.path == FileManager.default.currentDirectoryPath
    return isHere ? URL(fileURLWithPath: "lessons") : root.appendingPathComponent("lessons")
  }

  var manifest: URL { lessons.appendingPathComponent("assets.json") }

  /// The clone's own folder, or `reports` in the current one.
  var reports: URL {
    isClone ? root.appendingPathComponent("reports") : URL(fileURLWithPath: "reports")
  }

  func store(offline: Bool) throws -> AssetStore {
    do {
      let manifest = try AssetManifest.read(from: manifest)
      let cache = AssetCache(environment: ProcessInfo.processInfo.environment)
      return AssetStore(manifest: manifest, cache: cache, offline: offline)
    } catch {
      throw Failure(error)
    }
  }
}

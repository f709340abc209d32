import Files
import Foundation
import Lessons

/// Where the lessons and the manifest of assets lie, and where reports go.
struct Installation {
  /// The folder that holds `lessons`.
  var root: URL
  /// Whether it is a clone of the project, started through its launcher.
  private var isClone: Bool
  /// Whether the lessons lie in the folder itself, as in a hand-out.
  private var isHandOut = false

  private init(root: URL, isClone: Bool, isHandOut: Bool = false) {
    (self.root, self.isClone, self.isHandOut) = (root, isClone, isHandOut)
  }

  /// The current folder where it is a hand-out, else the clone whose launcher was used, else the
  /// current folder where it has lessons, else `share/lesson` beside the program's `bin`.
  static func find() throws -> Installation {
    let candidates = [clone, here].compactMap { $0 } + [Installation(root: shared, isClone: false)]
    let found = ([handOut].compactMap { $0 } + candidates).first {
      FileManager.default.fileExists(atPath: $0.manifest.path)
    }
    if let found { return found }
    throw Failure(.missing, missing(candidates))
  }

  /// What was installed with the program: `share/lesson` beside its `bin`.
  private static var shared: URL {
    let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: program ?? CommandLine.arguments[0])
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("share/lesson")
  }

  /// Says what is missing, and of a folder with lessons what would make it one to work in.
  private static func missing(_ candidates: [Installation]) -> String {
    for candidate in candidates {
      let names = (try? LessonLoader(folder: candidate.lessons).names()) ?? []
      guard let first = names.first else { continue }
      let lessons = candidate.lessons.relativePath
      return """
        \(lessons) holds \(first).md but no \(AssetManifest.fileName), the list of data and models \
        that its lessons may name; copy that of the program's own lessons, or write {"assets": []} \
        into \(lessons)/\(AssetManifest.fileName) if they name none
        """
    }
    let places = candidates.map { $0.manifest.relativePath }.joined(separator: ", ")
    return """
      no lessons found: there is no \(places). Change to a folder that has `lessons` in it, or \
      make one with `lesson new ID`
      """
  }

  /// The list of assets for a new folder of lessons: this program's own, an empty one where it has none.
  static func manifestToStartFrom() throws -> String {
    guard let known = (try? find())?.manifest else {
      return "{\"schema_version\": 1, \"assets\": []}\n"
    }
    return try HandInFiles.text(known.path, limit: 64 << 20)
  }

  /// The folder that new lessons are written into: the clone's, else the current folder's.
  static var lessonsToWrite: URL { (clone ?? here).lessons }

  /// The clone whose launcher was used.
  private static var clone: Installation? {
    guard let root = ProcessInfo.processInfo.environment["LESSON_ROOT"], !root.isEmpty else {
      return nil
    }
    return Installation(root: URL(typed: root), isClone: true)
  }

  private static var here: Installation {
    let path = FileManager.default.currentDirectoryPath
    return Installation(root: URL(fileURLWithPath: path), isClone: false)
  }

  /// The current folder as a hand-out; `nil` where it has a folder of lessons, or is the clone's.
  private static var handOut: Installation? {
    let root = here.root
    let lessons = clone?.lessons.resolvingSymlinksInPath().path
    guard lessons != root.resolvingSymlinksInPath().path,
      !FileManager.default.fileExists(atPath: here.manifest.path)
    else { return nil }
    return Installation(root: root, isClone: false, isHandOut: true)
  }

  /// Relative where it can be, so that messages name a lesson's file as the user would.
  var lessons: URL {
    if isHandOut { return URL(fileURLWithPath: ".") }
    let isHere = root.path == FileManager.default.currentDirectoryPath
    return isHere ? URL(fileURLWithPath: "lessons") : root.appendingPathComponent("lessons")
  }

  /// What the user types to call the program.
  static var command: String { clone == nil ? "lesson" : "./lesson" }

  /// A message whose commands, `lesson …` in backticks, can be typed as they stand.
  static func spoken(_ message: String) -> String {
    message.replacing("`lesson ", with: "`\(command) ")
  }

  var manifest: URL { lessons.appendingPathComponent(AssetManifest.fileName) }

  /// The clone's own folder, or `reports` in the current one.
  var reports: URL {
    isClone ? root.appendingPathComponent("reports") : URL(fileURLWithPath: "reports")
  }

  func store(offline: Bool) throws -> AssetStore {
    do {
      let manifest = try AssetManifest.read(from: manifest)
      let cache = AssetCache(
        environment: ProcessInfo.processInfo.environment,
        bundle: Self.shared.appendingPathComponent("assets", isDirectory: true))
      return AssetStore(manifest: manifest, cache: cache, offline: offline)
    } catch {
      throw Failure(error)
    }
  }
}

import Foundation
import Host
import Lessons

/// Everything in a folder and below: pages to look at, and what is left aside, each with the
/// reason.
struct FolderScan {
  /// The paths of pages within the folder, sorted.
  private(set) var pages: [String] = []
  private(set) var skipped: [ClassCollection.Skipped] = []

  private static let depthLimit = 8

  /// - Parameters:
  ///   - own: files that this program writes and that may lie in the folder.
  init(_ folder: URL, own: Set<String>) throws(HandInProblem) {
    do {
      try scan(folder, "", depth: 0, own: own)
    } catch {
      throw HandInProblem(.io, "\(folder.path): \(FileProblem.text(error))")
    }
  }

  private mutating func scan(_ folder: URL, _ prefix: String, depth: Int, own: Set<String>) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    if names.isEmpty, !prefix.isEmpty { skip(prefix, "an empty folder") }
    for name in names {
      let url = folder.appendingPathComponent(name)
      let path = prefix + name
      switch Self.kind(of: url) {
      case S_IFLNK: skip(path, "a symbolic link, not followed")
      case S_IFDIR where depth >= Self.depthLimit: skip(path, "a folder too deep to look into")
      case S_IFDIR:
        do {
          try scan(url, path + "/", depth: depth + 1, own: own)
        } catch {
          skip(path, "a folder that cannot be read: \(FileProblem.text(error))")
        }
      case S_IFREG where own.contains(url.standardizedFileURL.path):
        skip(path, "written by this command")
      case S_IFREG
      where name.lowercased().hasSuffix(".html") || name.lowercased().hasSuffix(".htm"):
        pages.append(path)
      case S_IFREG where Self.isCopy(name, among: names): continue
      case S_IFREG: skip(path, "no .html file")
      default: skip(path, "no ordinary file")
      }
    }
  }

  /// Whether a file is the Markdown that `report` writes beside its page, of the same name.
  private static func isCopy(_ name: String, among names: [String]) -> Bool {
    guard name.hasSuffix(".md") else { return false }
    let stem = name.dropLast(3)
    return names.contains("\(stem).html") || names.contains("\(stem).htm")
  }

  private mutating func skip(_ file: String, _ reason: String) {
    skipped.append(ClassCollection.Skipped(file: file, reason: reason))
  }

  private static func kind(of url: URL) -> mode_t {
    var status = stat()
    return lstat(url.path, &status) == 0 ? status.st_mode & S_IFMT : 0
  }

  /// A page's bytes, at most one more than a hand-in may have.
  ///
  /// No link is followed and no pipe waited for, even where one took a file's place meanwhile.
  static func read(_ url: URL) throws(HandInProblem) -> Data {
    let descriptor = open(url.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw HandInProblem(.io, "cannot be read: \(String(cString: strerror(errno)))")
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      return try file.read(upToCount: Verifier.byteLimit + 1) ?? Data()
    } catch {
      throw HandInProblem(.io, "cannot be read: \(FileProblem.text(error))")
    }
  }
}

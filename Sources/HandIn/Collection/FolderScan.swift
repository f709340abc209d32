import Files
import Foundation
import Host
import Lessons

/// Everything in a folder and below: pages to look at, and what is left aside, each with the
/// reason.
struct FolderScan {
  /// A page within the folder.
  struct Page {
    /// The path within the folder, as it can be shown.
    var file: String
    /// Where it lies: names in archives of other systems need not be UTF-8.
    var path: [UInt8]
    /// When it was last changed, in seconds since 1970.
    var modified: Double
  }

  /// Sorted by their paths.
  private(set) var pages: [Page] = []
  /// Records of exercises.
  private(set) var records: [Page] = []
  private(set) var skipped: [ClassCollection.Skipped] = []

  private static let depthLimit = 8

  /// - Parameters:
  ///   - own: files that this program writes and that may lie in the folder.
  init(_ folder: URL, own: Set<String>) throws(HandInProblem) {
    do throws(POSIXError) {
      try scan(Array(folder.standardizedFileURL.path.utf8), "", depth: 0, own: own)
    } catch {
      throw HandInProblem(.io, "\(folder.path): \(error.words)")
    }
  }

  private mutating func scan(
    _ folder: [UInt8], _ prefix: String, depth: Int, own: Set<String>
  ) throws(POSIXError) {
    let names = try FolderListing.names(in: folder)
    if names.isEmpty, !prefix.isEmpty { skip(prefix, "an empty folder") }
    for name in names {
      let place = folder + [UInt8(ascii: "/")] + name.bytes
      let path = prefix + name.text
      let status = Self.status(of: place)
      switch status.st_mode & S_IFMT {
      case S_IFLNK: skip(path, "a symbolic link, not followed")
      case S_IFDIR where depth >= Self.depthLimit: skip(path, "a folder too deep to look into")
      case S_IFDIR:
        do throws(POSIXError) {
          try scan(place, path + "/", depth: depth + 1, own: own)
        } catch {
          skip(path, "a folder that cannot be read: \(error.words)", isUnread: true)
        }
      case S_IFREG where own.contains(String(decoding: place, as: UTF8.self)):
        skip(path, "written by this command")
      case S_IFREG where [".html", ".htm"].contains(where: name.text.lowercased().hasSuffix):
        pages.append(Page(file: path, path: place, modified: Self.modified(status)))
      case S_IFREG where name.text.lowercased().hasSuffix(ExerciseRecord.ending):
        records.append(Page(file: path, path: place, modified: Self.modified(status)))
      case S_IFREG where Self.isCopy(name.text, among: names.map(\.text)): continue
      case S_IFREG: skip(path, Self.reason(name.text.lowercased()))
      default: skip(path, "no ordinary file")
      }
    }
  }

  /// Why a file is no hand-in, by its name.
  private static func reason(_ name: String) -> String {
    if name.hasSuffix(".answers.md") {
      return "answers without a report; hand in the .html file that `lesson report` writes"
    }
    return [".zip", ".tar", ".gz", ".7z", ".rar"].contains(where: name.hasSuffix)
      ? "an archive; unpack it first" : "no .html file"
  }

  /// Whether a file is the Markdown that `report` writes beside its page, of the same name.
  private static func isCopy(_ name: String, among names: [String]) -> Bool {
    guard name.hasSuffix(".md") else { return false }
    let stem = name.dropLast(3)
    return names.contains("\(stem).html") || names.contains("\(stem).htm")
  }

  private mutating func skip(_ file: String, _ reason: String, isUnread: Bool = false) {
    skipped.append(
      ClassCollection.Skipped(file: file, reason: reason, isUnread: isUnread))
  }

  /// What the system says of a file; nothing where it says nothing.
  private static func status(of path: [UInt8]) -> stat {
    var status = stat()
    let path = path.map { CChar(bitPattern: $0) } + [0]
    return lstat(path, &status) == 0 ? status : stat()
  }

  private static func modified(_ status: stat) -> Double {
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// A page's bytes, at most one more than a hand-in may have.
  ///
  /// No link is followed and no pipe waited for, even where one took a file's place meanwhile.
  static func read(_ page: Page) throws(HandInProblem) -> Data {
    do throws(NamedFile.Problem) {
      return try NamedFile.read(
        bytes: page.path, as: page.file, limit: Verifier.byteLimit, followsLinks: false)
    } catch {
      throw HandInProblem(.io, "cannot be read: \(error.reason)")
    }
  }
}

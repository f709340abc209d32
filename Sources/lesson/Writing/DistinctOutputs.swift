import Files
import Foundation

/// Several files that one command writes: each of them another, whatever they are called.
enum DistinctOutputs {
  /// Refuses two names of one file: the second would be written over the first.
  ///
  /// - Parameter places: each with what the command calls it, such as `--junit`.
  static func check(_ places: [(name: String, url: URL)]) throws {
    var seen: [String: String] = [:]
    for (name, url) in places {
      guard let place = identity(of: url) else { continue }
      if let other = seen[place] {
        throw Failure(
          .usage, "\(other) and \(name) name the same file, \(url.relativePath); give each its own")
      }
      seen[place] = name
    }
  }

  /// The file itself where there is one, else the place where it would be made, links followed; `nil`
  /// for what is no file, such as `/dev/null`, in which nothing is kept.
  private static func identity(of url: URL) -> String? {
    var status = stat()
    if stat(url.path, &status) == 0 {
      return status.st_mode & S_IFMT == S_IFREG ? "\(status.st_dev):\(status.st_ino)" : nil
    }
    var folder = url.standardizedFileURL.deletingLastPathComponent()
    var names = [url.lastPathComponent]
    while true {
      if let resolved = realpath(folder.path, nil) {
        defer { free(resolved) }
        return ([String(cString: resolved)] + names.reversed()).joined(separator: "/")
      }
      guard folder.path != "/" else { return nil }
      names.append(folder.lastPathComponent)
      folder.deleteLastPathComponent()
    }
  }
}

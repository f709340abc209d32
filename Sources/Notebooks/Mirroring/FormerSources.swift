import Files
import Foundation
import Host

/// The text that changed cells had when the lesson was made, found by its digest in an older
/// notebook or in the notebook's history.
package struct FormerSources {
  /// As far back as it is worth looking.
  private static let revisions = 50

  private var wanted: Set<String>
  /// Sources by their digest.
  package private(set) var found: [String: String] = [:]

  /// Looks for the former texts of the cells that have changed.
  package init(of mirror: NotebookMirror) {
    wanted = Set(mirror.entries.filter { $0.change == .changed }.compactMap(\.formerDigest))
  }

  /// Looks in another version of the notebook.
  package mutating func look(in notebook: Notebook) {
    for cell in notebook.cells where !wanted.isEmpty {
      let digest = cell.sha256
      if wanted.remove(digest) != nil { found[digest] = cell.source }
    }
  }

  /// Looks through the versions of the file that git has, the newest first; does nothing where there
  /// is no git, or the file is not in it.
  package mutating func lookInGit(_ path: String) {
    guard !wanted.isEmpty else { return }
    let url = URL(typed: path)
    let (folder, file) = (url.deletingLastPathComponent().path, url.lastPathComponent)
    let log = Self.git(
      folder, "log", "--format=%H", "-n", "\(Self.revisions)", "--", file)
    for revision in String(decoding: log ?? Data(), as: UTF8.self).split(separator: "\n") {
      guard !wanted.isEmpty else { return }
      guard let data = Self.git(folder, "show", "\(revision):./\(file)"),
        let notebook = try? NotebookReader.read(data, path: file)
      else { continue }
      look(in: notebook)
    }
  }

  private static func git(_ folder: String, _ arguments: String...) -> Data? {
    let git = Program(named: "git", ["--no-pager", "-C", folder] + arguments)
    guard let outcome = try? git?.run(), outcome.status == 0 else { return nil }
    return outcome.output
  }
}

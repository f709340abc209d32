import Foundation

/// Files' names as GitHub finds them: below the folder that a workflow works in.
package struct WorkspacePaths: Sendable {
  /// The folder that relative names start from.
  private let folder: URL
  /// Where GitHub's names start, as it is named and as it is without links.
  private let roots: [String]

  /// - Parameters:
  ///   - workspace: what GITHUB_WORKSPACE says.
  ///   - folder: the folder that the command runs in.
  package init(workspace: String?, folder: URL) {
    self.folder = folder
    // A file outside of the workspace is one of another clone, whose names start at its top.
    roots = [workspace.flatMap { $0.isEmpty ? nil : $0 }, Self.clone(around: folder)]
      .compactMap { $0 }.flatMap { root in
        let url = URL(fileURLWithPath: root, relativeTo: folder).standardizedFileURL
        return [url.path, url.resolvingSymlinksInPath().path]
      }
  }

  /// A file's name; as it was given where nothing is known that would be better.
  package func path(of file: String) -> String {
    let url = URL(fileURLWithPath: file, relativeTo: folder).standardizedFileURL
    let places = [url.path, url.resolvingSymlinksInPath().path]
    for root in roots {
      let start = root.hasSuffix("/") ? root : root + "/"
      if let place = places.first(where: { $0.utf8.starts(with: start.utf8) }) {
        return String(Substring(place.utf8.dropFirst(start.utf8.count)))
      }
    }
    return file
  }

  /// The nearest folder above that git keeps; `nil` where there is none.
  private static func clone(around folder: URL) -> String? {
    var folder = folder.standardizedFileURL.resolvingSymlinksInPath()
    while true {
      let git = folder.appendingPathComponent(".git").path
      if FileManager.default.fileExists(atPath: git) { return folder.path }
      let above = folder.deletingLastPathComponent()
      guard above.path != folder.path, folder.path != "/" else { return nil }
      folder = above
    }
  }
}

import Foundation

/// Folders that are to be there, whoever makes them.
package enum NewFolder {
  /// Makes a folder and those above it that are not there.
  ///
  /// Another program may make one of them at the same moment: that is no error.
  package static func make(_ url: URL) throws(POSIXError) { try make(url.standardizedFileURL.path) }

  private static func make(_ path: String) throws(POSIXError) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    if mkdir(path, 0o777) == 0 { return }
    switch errno {
    case EEXIST:
      guard stat(path, &status) == 0 else { throw POSIXError.last }
      guard status.st_mode & S_IFMT == S_IFDIR else { throw POSIXError(.ENOTDIR) }
    case ENOENT:
      let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
      guard parent != path else { throw POSIXError(.ENOENT) }
      try make(parent)
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw POSIXError.last }
    default: throw POSIXError.last
    }
  }
}

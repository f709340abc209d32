import Foundation

/// The mode and the owner of a file, for the one that takes its place.
package struct Permissions: Sendable {
  private let mode: mode_t
  private let owner: uid_t
  private let group: gid_t

  /// Those of a file, links followed; `nil` where none is there.
  package init?(of url: URL) {
    var status = stat()
    guard stat(url.path, &status) == 0 else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    (mode, owner, group) = (status.st_mode & 0o7777, status.st_uid, status.st_gid)
  }

  /// Gives them to an open file.
  ///
  /// Throws where the mode cannot be set. An owner that only the administrator could give stays as it
  /// is; the return value tells.
  @discardableResult
  package func apply(to descriptor: Int32) throws(POSIXError) -> Bool {
    // First the owner: with another one the system takes bits of the mode away.
    let isOwned =
      fchown(descriptor, owner, group) == 0 || (owner == geteuid() && group == getegid())
    guard fchmod(descriptor, mode) == 0 else { throw POSIXError.last }
    return isOwned
  }

  /// Gives them to a folder.
  package func apply(toFolder url: URL) throws(POSIXError) {
    let descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw POSIXError.last }
    defer { close(descriptor) }
    try apply(to: descriptor)
  }
}

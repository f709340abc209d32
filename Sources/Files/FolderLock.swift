import Foundation

/// Lets one program at a time change a file of a folder that several read, change and write.
///
/// The lock is the folder's own, so nothing is left in it, and ends with the program that holds it.
/// Network file systems that cannot lock a folder do without.
package enum FolderLock {
  /// Does something while no other program that asks for the lock does.
  package static func hold<Result, Problem: Error>(
    _ folder: URL, _ body: () throws(Problem) -> Result
  ) throws(Problem) -> Result {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    while descriptor >= 0, flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    return try body()
  }
}

import Files
import Foundation

/// A lock between processes that is held as long as this lives, or until the process ends.
final class HeldLock {
  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Takes the lock on a file, made where it is not there; `nil` where another process has it.
  ///
  /// Throws where the file cannot be opened or made.
  static func take(_ url: URL) throws(POSIXError) -> HeldLock? {
    let descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
    guard descriptor >= 0 else { throw POSIXError.last }
    let lock = HeldLock(descriptor)
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return lock }
    guard errno == EWOULDBLOCK else { throw POSIXError.last }
    return nil
  }

  deinit { close(descriptor) }
}

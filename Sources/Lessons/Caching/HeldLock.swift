import Foundation

/// A lock between processes that is held as long as this lives, or until the process ends.
final class HeldLock {
  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Takes the lock on a file, made where it is not there; `nil` where another process has it or
  /// the file cannot be made.
  static func take(_ url: URL) -> HeldLock? {
    let descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return nil }
    let lock = HeldLock(descriptor)
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? lock : nil
  }

  deinit { close(descriptor) }
}

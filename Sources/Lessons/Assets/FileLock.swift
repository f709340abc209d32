import Engine
import Foundation

/// A lock between processes on a file.
///
/// The kernel releases it when the process ends, however it ends.
enum FileLock {
  /// Runs `body` while holding the lock, telling it whether another process held it first.
  ///
  /// Throws `io` where the file cannot be made, `interrupted`, and what `body` throws.
  static func held(
    on url: URL, cancellation: Cancellation, whileWaiting: () -> Void,
    _ body: (_ waited: Bool) throws(AssetError) -> Void
  ) throws(AssetError) {
    let descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw AssetError(.io, "\(url.path): \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var waited = false
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let reason = errno
      guard reason == EWOULDBLOCK || reason == EINTR else {
        throw AssetError(.io, "\(url.path): \(String(cString: strerror(reason)))")
      }
      if cancellation.isCancelled { throw AssetError(.interrupted, "interrupted") }
      if !waited { whileWaiting() }
      waited = true
      usleep(100_000)
    }
    try body(waited)
  }
}

import Engine
import Foundation

/// Ctrl-C and SIGTERM.
///
/// The first asks the work to stop where it can; the second ends the process.
enum Interrupt {
  /// What the work looks at.
  ///
  /// Made by ``install()``, before a signal can come.
  static let cancellation = Cancellation()

  static func install() {
    _ = cancellation
    for number in [SIGINT, SIGTERM] {
      // Only what may be called in a signal handler: an atomic flag, write and _exit.
      signal(number) { _ in
        if Interrupt.cancellation.isCancelled { _exit(ExitStatus.interrupted.rawValue) }
        Interrupt.cancellation.cancel()
        let note: StaticString = "\nlesson: stopping; once more to stop at once\n"
        _ = write(STDERR_FILENO, note.utf8Start, note.utf8CodeUnitCount)
      }
    }
  }
}

import Foundation

/// A program that has been started.
package struct RunningProgram {
  private let process: Process

  init(_ process: Process) { self.process = process }

  package var isRunning: Bool { process.isRunning }

  /// Its number on this machine.
  package var identifier: Int32 { process.processIdentifier }

  /// Waits for its end: its exit code, or the number of the signal that ended it.
  @discardableResult
  package func wait() -> (status: Int32, isKilled: Bool) {
    process.waitUntilExit()
    return (process.terminationStatus, process.terminationReason == .uncaughtSignal)
  }

  /// Sends SIGTERM, so that it can clean up, and SIGKILL after 3 s.
  package func stop() {
    process.terminate()
    for _ in 0..<30 where process.isRunning { usleep(100_000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }
}

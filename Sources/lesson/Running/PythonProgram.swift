import Foundation
import Host
import Lessons

/// A Python that scripts are run with.
struct PythonProgram {
  let executable: URL

  init(_ name: String) throws {
    let environment = ProcessInfo.processInfo.environment
    guard let found = Executable.find(name, environment: environment) else {
      throw Failure(
        .missing,
        "there is no program \(name); name a Python that has PyTorch: --python path/to/python")
    }
    executable = found
  }

  /// Runs a script to its end.
  ///
  /// - Parameters:
  ///   - errors: a file for its messages.
  ///   - quiet: whether what it prints goes nowhere.
  func run(
    _ script: URL, _ arguments: [String], errors: URL, quiet: Bool
  ) throws -> (status: Int32, isKilled: Bool) {
    var environment = ProcessInfo.processInfo.environment
    // The data and weights are those that are handed over: nothing is to be fetched.
    environment["HF_HUB_OFFLINE"] = "1"
    environment["PYTHONIOENCODING"] = "utf-8"
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    try Data().write(to: errors)
    let program = Program(executable, [script.path] + arguments, environment: environment)
    let running: RunningProgram
    do {
      running = try program.start(
        output: quiet ? nil : FileHandle.standardError,
        errors: try FileHandle(forWritingTo: errors))
    } catch {
      throw Failure(.missing, "\(executable.path) cannot be run: \(FileProblem.text(error))")
    }
    while running.isRunning {
      usleep(50_000)
      if Interrupt.cancellation.isCancelled {
        running.stop()
        throw Failure(.interrupted, "interrupted while the script ran")
      }
    }
    return running.wait()
  }
}

import Engine
import Foundation

/// A program that downloads, run to its end or until somebody asks to stop.
struct DownloadProcess {
  var executable: URL
  var arguments: [String]
  var environment: [String: String]
  /// What it reads from its standard input.
  var input = ""
  /// The file that its output and its messages go into.
  var log: URL

  /// Runs it, calling `whileRunning` ten times a second, and returns its exit code.
  ///
  /// Throws `io` where it cannot be started, and `interrupted`.
  func run(
    cancellation: Cancellation, whileRunning: () -> Void
  ) throws(AssetError) -> Int32 {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment
    do {
      try start(process)
    } catch {
      throw AssetError(.io, "\(executable.path): cannot be started: \(FileProblem.text(error))")
    }
    while process.isRunning {
      if cancellation.isCancelled {
        stop(process)
        throw AssetError(.interrupted, "interrupted")
      }
      whileRunning()
      usleep(100_000)
    }
    return process.terminationStatus
  }

  private func start(_ process: Process) throws {
    try Data().write(to: log)
    let output = try FileHandle(forWritingTo: log)
    defer { try? output.close() }
    process.standardOutput = output
    process.standardError = output
    // A file and no pipe: a program that ends without having read all could not be written to.
    let text = log.appendingPathExtension("input")
    try Data().write(to: text)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: text.path)
    try Data(input.utf8).write(to: text)
    let input = try FileHandle(forReadingFrom: text)
    try FileManager.default.removeItem(at: text)
    defer { try? input.close() }
    process.standardInput = input
    try process.run()
  }

  /// Ends it: kindly, so that it cleans up, then not.
  private func stop(_ process: Process) {
    process.terminate()
    for _ in 0..<30 where process.isRunning { usleep(100_000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }
}

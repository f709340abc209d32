import Engine
import Foundation
import Host

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
    let process: RunningProgram
    do {
      process = try start()
    } catch {
      throw AssetError(.io, "\(executable.path): cannot be started: \(FileProblem.text(error))")
    }
    while process.isRunning {
      if cancellation.isCancelled {
        process.stop()
        throw AssetError(.interrupted, "interrupted")
      }
      whileRunning()
      usleep(100_000)
    }
    return process.wait().status
  }

  private func start() throws -> RunningProgram {
    try Data().write(to: log)
    let output = try FileHandle(forWritingTo: log)
    defer { try? output.close() }
    // A file and no pipe: a program that ends without having read all could not be written to.
    let text = log.appendingPathExtension("input")
    try Data().write(to: text)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: text.path)
    try Data(input.utf8).write(to: text)
    let input = try FileHandle(forReadingFrom: text)
    try FileManager.default.removeItem(at: text)
    defer { try? input.close() }
    return try Program(executable, arguments, environment: environment)
      .start(input: input, output: output, errors: output)
  }
}

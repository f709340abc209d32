import Foundation

/// Another program that this one runs.
package struct Program: Sendable {
  /// How a program ended, and what it wrote.
  package struct Outcome: Sendable {
    /// Its exit code; of one that a signal ended, the signal's number.
    package var status: Int32
    package var isKilled: Bool
    /// What it wrote to its standard output.
    package var output: Data
  }

  package var executable: URL
  package var arguments: [String]
  /// `nil` for this program's own.
  package var environment: [String: String]?
  /// The folder that it starts in; `nil` for this program's own.
  package var folder: URL?

  package init(
    _ executable: URL, _ arguments: [String], environment: [String: String]? = nil,
    folder: URL? = nil
  ) {
    (self.executable, self.arguments) = (executable, arguments)
    (self.environment, self.folder) = (environment, folder)
  }

  /// A program by its name on `PATH`; `nil` where there is none.
  package init?(
    named name: String, _ arguments: [String],
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    guard let executable = Executable.find(name, environment: environment) else { return nil }
    self.init(executable, arguments, environment: environment)
  }

  /// This program.
  package static var own: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  }

  /// Starts it, and does not wait for it.
  ///
  /// - Parameters:
  ///   - input: where it reads from, a pipe or a file; nothing where there is none.
  ///   - output: where it writes to; nowhere where there is none.
  ///   - errors: where its messages go; nowhere where there is none.
  /// - Throws: where it cannot be started.
  @discardableResult
  package func start(
    input: Any? = nil, output: Any? = nil, errors: Any? = nil
  ) throws -> RunningProgram {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    if let environment { process.environment = environment }
    if let folder { process.currentDirectoryURL = folder }
    process.standardInput = input ?? FileHandle.nullDevice
    process.standardOutput = output ?? FileHandle.nullDevice
    process.standardError = errors ?? FileHandle.nullDevice
    try process.run()
    return RunningProgram(process)
  }

  /// Runs it to its end and takes what it prints; its messages go nowhere.
  ///
  /// - Throws: where it cannot be started.
  package func run() throws -> Outcome {
    let pipe = Pipe()
    let running = try start(output: pipe)
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    let (status, isKilled) = running.wait()
    return Outcome(status: status, isKilled: isKilled, output: output)
  }
}

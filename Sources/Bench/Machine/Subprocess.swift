import Foundation

/// Programs that are run to their end.
enum Subprocess {
  /// What a program prints, without the last line break; throws where it cannot be run or fails.
  static func output(
    _ program: String, _ arguments: [String], in folder: URL? = nil
  ) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchFailure(
        BenchFailure.Status.unavailable,
        "\(program) \(arguments.joined(separator: " ")): exit code \(process.terminationStatus)")
    }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  /// This program, for a stage in a process of its own.
  static var thisProgram: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  }
}

/// The clone that `scripts/bench` runs in.
enum Clone {
  static var folder: URL {
    URL(
      fileURLWithPath: ProcessInfo.processInfo.environment["LESSON_ROOT"]
        ?? FileManager.default.currentDirectoryPath)
  }

  static func script(_ name: String) -> URL {
    folder.appendingPathComponent("scripts").appendingPathComponent(name)
  }
}

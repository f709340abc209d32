import Foundation
import Host

/// Programs that are run to their end.
enum Subprocess {
  /// What a program prints, without the last line break; throws where it cannot be run or fails.
  static func output(
    _ program: String, _ arguments: [String], in folder: URL? = nil
  ) throws -> String {
    guard var call = Program(named: program, arguments) else {
      throw BenchFailure(BenchFailure.Status.unavailable, "\(program) is not installed")
    }
    call.folder = folder
    let pipe = Pipe()
    let running = try call.start(output: pipe, errors: FileHandle.standardError)
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    let status = running.wait().status
    guard status == 0 else {
      throw BenchFailure(
        BenchFailure.Status.unavailable,
        "\(program) \(arguments.joined(separator: " ")): exit code \(status)")
    }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  /// This program, for a stage in a process of its own.
  static var thisProgram: URL {
    Program.own
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

import Foundation
import Host

/// A Python program that answers each line it is given with a line of JSON.
///
/// Its first line says what it is, or which modules it lacks.
final class PythonWorker {
  private struct Greeting: Decodable {
    var versions: [String: String]?
    var missing: [String]?
  }

  private(set) var versions: [String: String] = [:]
  private let call: [String]
  private let process: RunningProgram
  private let input = Pipe()
  private let output = Pipe()
  private let log: URL
  private var unread = Data()

  /// Starts `python script arguments`.
  ///
  /// - Throws: where it cannot be run, or lacks modules, with the command that installs them.
  init(_ python: String, script: String, arguments: [String]) throws {
    log = FileManager.default.temporaryDirectory
      .appendingPathComponent("lesson-bench-\(UUID().uuidString).log")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    call = [python, Clone.script(script).path]
    guard
      let worker = Program(named: python, [call[1]] + arguments, environment: Self.environment)
    else {
      throw BenchFailure(BenchFailure.Status.unavailable, "\(python) is not installed")
    }
    // A worker that has died shows as an answer that does not come, not as a signal.
    signal(SIGPIPE, SIG_IGN)
    process = try worker.start(
      input: input, output: output, errors: try FileHandle(forWritingTo: log))
    let greeting: Greeting = try answer()
    if let missing = greeting.missing {
      throw BenchFailure(
        BenchFailure.Status.unavailable,
        """
        \(python) cannot import \(missing.joined(separator: ", ")); install with \
        \(python) -m pip install \(missing.joined(separator: " "))
        """)
    }
    versions = greeting.versions ?? [:]
  }

  deinit { close() }

  /// Ends the process; its memory is free when this returns.
  func close() {
    try? input.fileHandleForWriting.close()
    process.wait()
    try? FileManager.default.removeItem(at: log)
  }

  /// Gives a line to the worker and reads its answer.
  func ask<Answer: Decodable>(_ command: String) throws -> Answer {
    try? input.fileHandleForWriting.write(contentsOf: Data((command + "\n").utf8))
    let answer: Answer = try answer()
    // Its threads may go on spinning for a moment; the engine's must not be timed meanwhile.
    Thread.sleep(forTimeInterval: 0.2)
    return answer
  }

  private func answer<Answer: Decodable>() throws -> Answer {
    while !unread.contains(UInt8(ascii: "\n")) {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { throw failure("it ended") }
      unread += data
    }
    let end = unread.firstIndex(of: UInt8(ascii: "\n")) ?? unread.endIndex
    let line = unread[..<end]
    unread = Data(unread[end...].dropFirst())
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(line)) else {
      throw failure("it answered \(String(decoding: line.prefix(200), as: UTF8.self))")
    }
    return answer
  }

  /// The end of what the worker wrote on standard error says why.
  private func failure(_ what: String) -> BenchFailure {
    let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n").suffix(5).joined(separator: "\n  ")
    return BenchFailure(
      BenchFailure.Status.unavailable, "\(call.joined(separator: " ")): \(what)\n  \(lines)")
  }

  /// Nothing of what is set for the engine's own matrix products, and no look at the network.
  private static var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("OPENBLAS_") && !$0.key.hasPrefix("OMP_") && !$0.key.hasPrefix("MKL_")
    }
    environment["HF_HUB_OFFLINE"] = "1"
    environment["TRANSFORMERS_VERBOSITY"] = "error"
    environment["PYTHONUNBUFFERED"] = "1"
    return environment
  }
}

import Foundation
import Records
import Testing

/// The built command, killed without warning and started again.
@Suite struct KilledRunTests {
  private let fixture: TinyFixture
  private let folder: TemporaryFolder

  private static let lesson =
    (TinyLesson.frontMatter + TinyLesson.load + TinyLesson.setup
    + TinyLesson.train + TinyLesson.sequential)
    .replacing("epochs: 2, lr", with: "epochs: 60, lr")
    .replacing("epochs: 2\n  max_batches: 7", with: "epochs: 60")

  init() throws {
    fixture = try TinyFixture()
    folder = try TemporaryFolder()
    let lessons = folder.url.appendingPathComponent("lessons")
    try FileManager.default.createDirectory(at: lessons, withIntermediateDirectories: true)
    try folder.write("lessons/tiny.md", Data(Self.lesson.utf8))
    try folder.write("lessons/assets.json", Data(#"{"assets": []}"#.utf8))
  }

  private struct Ended {
    var status: Int32
    var output: String
    var errors: String
    var wasKilled: Bool
  }

  /// Runs the command; kills it where `kill` returns true, which is asked every few milliseconds.
  private func run(
    home: String, command: String = "run", environment: [String: String] = [:],
    kill: () -> Bool = { false }
  ) throws -> Ended {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent()
      .appendingPathComponent("lesson")
    process.arguments = [
      command, "tiny", "-p", "backbone=\(fixture.model.path)", "-p", "data=\(fixture.reviews.path)",
      "--threads", "2", "--out", home,
    ]
    process.currentDirectoryURL = folder.url
    process.environment = [
      "PATH": "/usr/bin:/bin", "LESSON_HOME": folder.url.appendingPathComponent(home).path,
      "LESSON_CHECKPOINT_SECONDS": "0",
    ].merging(environment) { _, new in new }
    let errors = folder.url.appendingPathComponent("stderr")
    let output = folder.url.appendingPathComponent("stdout")
    for url in [errors, output] { try Data().write(to: url) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    var wasKilled = false
    while process.isRunning {
      if !wasKilled, kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        wasKilled = true
      }
      usleep(2000)
    }
    process.waitUntilExit()
    return Ended(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8),
      wasKilled: wasKilled)
  }

  /// Batches done by the last checkpoint of a step.
  private func batches(of step: String, home: String) -> Int {
    let places = folder.url.appendingPathComponent("\(home)/steps/tiny/\(step)")
    let keys = (try? FileManager.default.contentsOfDirectory(atPath: places.path)) ?? []
    let done = keys.compactMap { key -> Int? in
      let url = places.appendingPathComponent("\(key)/checkpoint.json")
      guard let text = try? String(contentsOf: url, encoding: .utf8),
        let number = text.firstMatch(of: /"done":([0-9]+)/)?.1
      else { return nil }
      return Int(number)
    }
    return done.max() ?? 0
  }

  private func record(_ home: String) throws -> RunRecord {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appendingPathComponent(home).path)
    let name = try #require(folders.first { $0.hasPrefix("tiny") && !$0.hasSuffix(".partial") })
    return try RunRecordFile.read(
      from: folder.url.appendingPathComponent("\(home)/\(name)/run.json"))
  }

  /// SHA-256 of the weights that each training ended with, in the order of their places.
  private func weights(_ home: String) throws -> [String] {
    let steps = folder.url.appendingPathComponent("\(home)/steps/tiny")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: steps.path).sorted()
    return try paths.filter { $0.hasSuffix("state.safetensors") }.map { path in
      path + " " + SHA256Digest.hex(of: try Data(contentsOf: steps.appendingPathComponent(path)))
    }
  }

  @Test func endsWithTheSameResultsAsARunThatWasNeverKilled() throws {
    let whole = try run(home: "whole")
    #expect(whole.status == 0, "\(whole.errors)")
    var resumed = 0
    for (step, least) in [
      ("train-head", 1), ("train-head", 40), ("train-head", 90), ("train-all", 1),
      ("train-all", 50), ("train-all", 51), ("train-all", 120),
    ] {
      let ended = try run(home: "killed") { batches(of: step, home: "killed") >= least }
      #expect(ended.wasKilled, "\(ended.errors)")
      if ended.errors.contains("resuming after batch") { resumed += 1 }
    }
    #expect(resumed >= 4)
    let last = try run(home: "killed")
    #expect(last.status == 0, "\(last.errors)")
    #expect(last.errors.contains("train-all: resuming after batch"))
    #expect(last.errors.contains("train-head: from the cache"))
    #expect(try record("killed").resultsSHA256 == record("whole").resultsSHA256)
    #expect(try record("killed").steps.map(\.printed) == record("whole").steps.map(\.printed))
    #expect(try weights("whole").count == 2)
    #expect(try weights("killed") == weights("whole"))
  }

  @Test func checksFromTheCacheUnlessOnAServer() throws {
    let note = "from the cache, not computed now: train-head, train-all, ask, score"
    #expect(try run(home: "a").status == 0)
    let here = try run(home: "a", command: "check")
    #expect(here.output.contains(note), "\(here.errors)")
    let server = try run(home: "a", command: "check", environment: ["CI": "true"])
    #expect(!(server.output + server.errors).contains("from the cache"))
    #expect(server.errors.contains("of 8: train-all: complete"))
  }
}

import Foundation
import Testing

/// A temporary folder with a lesson that needs no data and no weights, and the built command.
final class Workplace {
  let folder: URL

  /// A digest of no file.
  static let digest = String(repeating: "0", count: 64)

  /// One step that draws a head of `$width` inputs: 46 parameters by default.
  static let lesson = """
    ---
    id: "tiny"
    title: "A head alone"
    notebook: {repository: somebody/something, file: tiny.ipynb}
    seed: 7
    parameters: {width: 8}
    profiles:
      wide: {width: 16}
    departures:
      - {what: "no backbone", why: "a head is enough here"}
    ---

    # A head alone

    ```step build-head cell=none
    - head: $width
      hidden: 4
      labels: 2
      as: head
    ```

    ```expect build-head
    head_parameters: 46
    ```

    <!-- question how-many points=2 -->
    How many numbers does a head of this size hold?
    <!-- end -->

    """

  init(lesson: String = lesson) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("lesson-\(UUID().uuidString)")
    try write("lessons/tiny.md", lesson)
    try write("lessons/assets.json", #"{"assets": []}"#)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ path: String) -> URL { folder.appendingPathComponent(path) }

  func write(_ path: String, _ text: String) throws {
    let url = url(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func text(_ path: String) throws -> String {
    try String(contentsOf: url(path), encoding: .utf8)
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }

  func lesson(_ arguments: String...) throws -> Outcome { try lesson(arguments) }

  /// What a call of the command came to.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The command lies beside the program that runs the tests.
  static var command: URL {
    get throws {
      let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return URL(fileURLWithPath: tests).deletingLastPathComponent()
        .appendingPathComponent("lesson")
    }
  }

  /// Runs the command in this folder, away from the user's own cache and the clone's lessons.
  ///
  /// - Parameters:
  ///   - place: the folder of this one to run it in.
  ///   - terminal: what its messages go to instead of ``Outcome/errors``.
  func lesson(
    _ arguments: [String], command: URL? = nil, environment: [String: String] = [:],
    in place: String? = nil, errors terminal: FileHandle? = nil
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = try command ?? Self.command
    process.arguments = arguments
    process.currentDirectoryURL = place.map(url) ?? folder
    process.environment = [
      "PATH": "/usr/bin:/bin", "LESSON_HOME": url("cache").path,
    ].merging(environment) { _, new in new }
    // Files, because a pipe that nobody reads while the command runs may fill.
    let (output, errors) = (url("stdout"), url("stderr"))
    for url in [output, errors] { try Data().write(to: url) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try terminal ?? FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try text("stdout"), errors: try text("stderr"))
  }
}

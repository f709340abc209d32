import Foundation
import HandIn
import Lessons

extension Failure {
  init(_ problem: HandInProblem) {
    let status: ExitStatus =
      switch problem.kind {
      case .invalid: .invalid
      case .missing: .missing
      case .io: .io
      }
    self.init(status, problem.description)
  }
}

/// Runs something of the hand-ins' side; what goes wrong there ends the command.
func handIn<Result>(_ body: () throws(HandInProblem) -> Result) throws -> Result {
  do {
    return try body()
  } catch {
    throw Failure(error)
  }
}

/// Files that a student or an instructor keeps.
enum HandInFiles {
  /// A file's bytes, at most one more than `limit`.
  static func data(_ path: String, limit: Int) throws -> Data {
    let url = URL(fileURLWithPath: path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw Failure(.missing, "\(path): there is no such file")
    }
    guard !isFolder.boolValue else {
      throw Failure(.usage, "\(path): a folder; give the file in it")
    }
    return try onDisk(url) {
      let file = try FileHandle(forReadingFrom: url)
      defer { try? file.close() }
      return try file.read(upToCount: limit + 1) ?? Data()
    }
  }

  /// A text file that somebody types.
  static func text(_ path: String, limit: Int = AnswersReader.byteLimit) throws -> String {
    let data = try data(path, limit: limit)
    guard data.count <= limit else {
      throw Failure(.invalid, "\(path): larger than \(limit >> 20) MiB")
    }
    if let problem = FileProblem.placeholder(in: data) {
      throw Failure(.invalid, "\(path): \(problem)")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure(
        .invalid,
        "\(path): not UTF-8 text; save it as UTF-8, which editors offer under Save As or Encoding")
    }
    return text
  }

  /// Writes a file whole or not at all: where a link leads, and as readable as the file was.
  static func write(_ text: String, to url: URL) throws {
    let target = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path)
    if let target, !FileManager.default.fileExists(atPath: url.path) {
      throw Failure(.missing, "\(url.relativePath): a link to \(target), which is not there")
    }
    let place = url.resolvingSymlinksInPath()
    try onDisk(url) {
      let files = FileManager.default
      let before = try? files.attributesOfItem(atPath: place.path)[.posixPermissions]
      guard let mode = before as? NSNumber else {
        return try Data(text.utf8).write(to: place, options: .atomic)
      }
      let new = place.appendingPathExtension("new")
      guard
        files.createFile(
          atPath: new.path, contents: Data(text.utf8), attributes: [.posixPermissions: mode]),
        rename(new.path, place.path) == 0
      else {
        let reason = POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        try? files.removeItem(at: new)
        throw reason
      }
    }
  }

  static func makeFolder(_ url: URL) throws {
    try onDisk(url) {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
  }
}

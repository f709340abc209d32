import Base
import Files
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

extension Failure {
  init(_ problem: NamedFile.Problem) {
    let status: ExitStatus =
      switch problem.kind {
      case .missing: .missing
      case .unfit: .usage
      case .unreadable: .io
      }
    self.init(status, problem.description)
  }

  init(_ refusal: UserFile.Refusal) {
    let status: ExitStatus =
      switch refusal.kind {
      case .missing: .missing
      case .unfit: .usage
      case .io: .io
      }
    self.init(status, refusal.description)
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
  /// A file's bytes, at most one more than `limit`; a pipe's too.
  static func data(_ path: String, limit: Int) throws -> Data {
    do throws(NamedFile.Problem) {
      return try NamedFile.read(URL(typed: path), as: path, limit: limit, takesPipes: true)
    } catch {
      throw Failure(error)
    }
  }

  /// A text file that somebody types.
  static func text(_ path: String, limit: Int = AnswersReader.byteLimit) throws -> String {
    let data = try data(path, limit: limit)
    return try handIn { () throws(HandInProblem) in
      try TypedText.of(data, path, limit: limit)
    }
  }

  /// Writes what somebody types in: a file that is there keeps its mode, its owner and its links.
  ///
  /// - Parameter isPrivate: whether nobody else may read a file that is made.
  static func write(_ text: String, to url: URL, isPrivate: Bool = false) throws {
    var status = stat()
    let isThere = lstat(url.path, &status) == 0
    if !isThere { try OutputFile.makeFolder(url.deletingLastPathComponent()) }
    do throws(UserFile.Refusal) {
      isThere
        ? try UserFile.rewrite(Data(text.utf8), at: url)
        : try UserFile.create(Data(text.utf8), at: url, isPrivate: isPrivate)
    } catch {
      throw Failure(error)
    }
  }

  /// Says before any work whether ``write(_:to:)`` would be refused.
  static func check(_ url: URL) throws {
    var status = stat()
    guard lstat(url.path, &status) == 0 else {
      return try OutputFile.checkFolder(url.deletingLastPathComponent())
    }
    do throws(UserFile.Refusal) { try UserFile.check(url) } catch { throw Failure(error) }
  }
}

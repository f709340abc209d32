import Base
import Files
import Foundation
import Synchronization

/// The table of marks on the disk, changed one answer at a time by whoever marks: several windows,
/// several programs.
///
/// Each change reads the table anew, so that what others have changed meanwhile stays, and is on the
/// disk when it returns.
package final class MarksStore: Sendable {
  /// What became of a change.
  package enum Outcome: Sendable, Equatable {
    case saved
    /// Somebody else has marked this answer meanwhile; nothing was changed.
    case conflict(MarksFile.Entry)
  }

  package let url: URL
  /// What messages call it.
  private let name: String
  private let turn = Mutex(())

  package init(_ url: URL, name: String) { (self.url, self.name) = (url, name) }

  /// The table as it is on the disk; empty where there is none.
  package func read() throws(HandInProblem) -> MarksFile {
    let data: Data
    do throws(NamedFile.Problem) {
      data = try NamedFile.read(url, as: name, limit: Verifier.byteLimit)
    } catch {
      if error.kind == .missing { return MarksFile() }
      throw HandInProblem(.io, error.description)
    }
    let text = try TypedText.of(data, name, limit: Verifier.byteLimit)
    return try MarksFile(text, file: name)
  }

  /// Changes the table as it is on the disk, while no other program does.
  package func change<Result: Sendable>(
    _ body: (inout MarksFile) throws(HandInProblem) -> Result
  ) throws(HandInProblem) -> Result {
    try turn.withLock { _ throws(HandInProblem) in
      try FolderLock.hold(url.deletingLastPathComponent()) { () throws(HandInProblem) in
        var marks = try read()
        let before = marks.text
        let result = try body(&marks)
        if marks.text != before { try write(marks.text) }
        return result
      }
    }
  }

  /// Puts an entry into the row of an answer, if it still says what whoever marks has seen.
  ///
  /// - Parameter was: what they have seen.
  package func set(
    _ entry: MarksFile.Entry, was: MarksFile.Entry, in row: CollectedHandIn.Row
  ) throws(HandInProblem) -> Outcome {
    let name = name
    return try change { marks throws(HandInProblem) in
      let present = marks.entry(row.key)
      guard present == was || present == entry else { return .conflict(present) }
      if present == entry, !marks.isForAnother(row.answer, row.key) { return .saved }
      try marks.set(entry, for: row.key, values: row.values, answer: row.answer, file: name)
      return .saved
    }
  }

  private func write(_ text: String) throws(HandInProblem) {
    do throws(UserFile.Refusal) {
      var status = stat()
      if lstat(url.path, &status) == 0 {
        try UserFile.rewrite(Data(text.utf8), at: url)
      } else {
        try UserFile.create(Data(text.utf8), at: url, isPrivate: true)
      }
    } catch {
      throw HandInProblem(.io, error.description)
    }
  }
}

import Foundation

/// Why what lies at a lesson's place is no lesson.
package struct LessonProblem: Error, CustomStringConvertible {
  /// Without the path.
  package var message: String
  /// Whether it would be a lesson if something were there.
  package var isMissing: Bool

  init(_ message: String, _ isMissing: Bool = false) {
    (self.message, self.isMissing) = (message, isMissing)
  }

  package var description: String { message }
}

/// What lies at the place of a lesson's file.
enum LessonEntry: Equatable {
  case absent
  case file
  case folder
  /// A link to something that is not there.
  case danglingLink(String)
  /// A pipe, a socket, a device: reading it might never end.
  case special

  init(_ url: URL) {
    var status = stat()
    if stat(url.path, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFREG: self = .file
      case S_IFDIR: self = .folder
      default: self = .special
      }
      return
    }
    let target = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path)
    self = target.map(LessonEntry.danglingLink) ?? .absent
  }

  /// `nil` for a file.
  ///
  /// - Parameter what: what would be right in its place.
  func problem(_ what: String = "a lesson is one Markdown file") -> LessonProblem? {
    switch self {
    case .file: nil
    case .absent: LessonProblem("there is no such file", true)
    case .folder: LessonProblem("a folder, not a file; \(what)")
    case .danglingLink(let target): LessonProblem("a link to \(target), which leads nowhere", true)
    case .special: LessonProblem("a pipe or device, not a file; \(what)")
    }
  }
}

import Foundation

/// Where a table's picture is: in memory, or in a file that is read when it is needed.
public enum PictureSource: Sendable, Equatable {
  case inMemory(Picture)
  case file(URL)

  /// The picture.
  ///
  /// - Throws: `unreadable`, or `invalidData` with what is wrong with the file.
  public func read() throws(EngineError) -> Picture {
    switch self {
    case .inMemory(let picture): picture
    case .file(let url): try PictureFile.read(url)
    }
  }

  /// What a message calls it.
  var path: String? {
    switch self {
    case .inMemory: nil
    case .file(let url): url.path
    }
  }
}

import Engine
import Foundation

/// Errors of the file system in a few words.
public enum FileProblem {
  /// What a file's bytes are instead of the file: a pointer to it, with how to get it; `nil` for any
  /// other file.
  public static func placeholder(in data: Data) -> String? { PlaceholderFile.problem(in: data) }

  /// What went wrong, without the path: `No space left on device`.
  public static func text(_ error: any Error) -> String {
    let error = error as NSError
    if let underlying = error.userInfo[NSUnderlyingErrorKey] as? any Error {
      return text(underlying)
    }
    if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
    return error.localizedDescription
  }
}

import Files
import Foundation

/// Errors of the file system in a few words.
package enum FileProblem {
  /// What went wrong, without the path: `No space left on device`.
  package static func text(_ error: any Error) -> String {
    if let problem = error as? NamedFile.Problem { return problem.reason }
    if let problem = error as? POSIXError { return problem.words }
    let error = error as NSError
    if let underlying = error.userInfo[NSUnderlyingErrorKey] as? any Error {
      return text(underlying)
    }
    if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
    return error.localizedDescription
  }
}

import Files
import Foundation

/// Finds programs as a shell does.
package enum Executable {
  /// A program by name on `PATH`, or by path; `nil` where there is none that may be run.
  package static func find(_ name: String, environment: [String: String]) -> URL? {
    let candidates =
      name.contains("/")
      ? [URL(typed: name, environment: environment).path]
      : (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map { "\($0)/\(name)" }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
      .map { URL(fileURLWithPath: $0) }
  }
}

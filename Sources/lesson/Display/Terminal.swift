import Foundation

/// The two output streams: results go to standard output, everything else to standard error.
struct Terminal {
  private let descriptor: Int32

  static let standardError = Terminal(descriptor: STDERR_FILENO)

  /// Whether a person is looking at it and it can move its cursor.
  var isInteractive: Bool {
    isatty(descriptor) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Not where NO_COLOR is present and not empty.
  var usesColor: Bool {
    isInteractive && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Columns; 80 where nobody knows.
  var width: Int {
    var size = winsize()
    let known = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return known ? Int(size.ws_col) : 80
  }

  func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      // Nowhere to write to is no reason to stop working.
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(0, count))
    }
  }

  static func errorLine(_ text: String) { standardError.write(text + "\n") }

  /// A line of results, at once.
  static func line(_ text: String) { Terminal(descriptor: STDOUT_FILENO).write(text + "\n") }
}

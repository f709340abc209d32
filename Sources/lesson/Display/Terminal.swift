import Foundation
import Synchronization

/// The two output streams: results go to standard output, everything else to standard error.
struct Terminal {
  private let descriptor: Int32

  static let standardError = Terminal(descriptor: STDERR_FILENO)
  private static let standardOutput = Terminal(descriptor: STDOUT_FILENO)

  /// The error number of the last result that could not be written, 0 where all were.
  private static let outputError = Atomic<Int32>(0)

  /// Whether a service that builds and tests runs the command, as its variable `CI` says.
  static var isService: Bool {
    let value = ProcessInfo.processInfo.environment["CI"] ?? ""
    return !["", "0", "false"].contains(value.lowercased())
  }

  /// Whether a person is looking at it and it can go back to the start of a line.
  ///
  /// Services may give a terminal, but keep a log of all that is drawn.
  var isInteractive: Bool {
    let kind = ProcessInfo.processInfo.environment["TERM"] ?? ""
    return isatty(descriptor) == 1 && !["", "dumb"].contains(kind) && !Self.isService
  }

  /// Whether the user's settings say that it shows more than ASCII.
  static var isUTF8: Bool {
    let environment = ProcessInfo.processInfo.environment
    let setting = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    return setting?.lowercased().replacing("-", with: "").contains("utf8") ?? false
  }

  /// Whether it gets escapes: not where NO_COLOR is present and not empty.
  var usesColor: Bool {
    isInteractive && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Columns; 80 where nobody knows.
  var width: Int { knownWidth > 0 ? knownWidth : 80 }

  /// Columns; 0 where nobody knows.
  private var knownWidth: Int {
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 0
  }

  /// Columns of the terminal that results go to; 0 where they go elsewhere.
  static var columns: Int { standardOutput.knownWidth }

  /// Writes a line over the one that stands there, without ending it.
  func rewrite(_ line: String) {
    // Spaces do what the escape does, one column short of where a terminal would begin a line.
    let blank = "\r" + String(repeating: " ", count: max(0, width - 1)) + "\r"
    write((usesColor ? "\r\u{1B}[K" : blank) + line)
  }

  /// Writes all of a text; the error number where that cannot be, 0 where it can.
  @discardableResult
  func write(_ text: String) -> Int32 {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      // Nowhere to write to is no reason to stop working.
      guard count > 0 || errno == EINTR else { return errno }
      rest = rest.dropFirst(max(0, count))
    }
    return 0
  }

  static func errorLine(_ text: String) {
    standardError.write(Installation.spoken(text) + "\n")
  }

  /// A line of results, at once.
  static func line(_ text: String) {
    let error = standardOutput.write(text + "\n")
    if error != 0 { outputError.store(error, ordering: .relaxed) }
  }

  /// Throws `io` where results were lost; not where the caller has closed the stream.
  static func checkOutput() throws {
    let error = outputError.load(ordering: .relaxed)
    guard error != 0, error != EBADF else { return }
    throw Failure(.io, "standard output: \(String(cString: strerror(error)))")
  }
}

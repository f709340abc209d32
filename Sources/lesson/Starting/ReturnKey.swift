import Foundation

/// Lines that somebody types while a command goes on.
struct ReturnKey {
  /// Whether a line was typed within so long.
  ///
  /// A terminal that another command has in hand is not read, which would stop this one.
  func wait(milliseconds: Int32) -> Bool {
    let isForeign = isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) != getpgrp()
    var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard !isForeign, poll(&ready, 1, milliseconds) > 0 else {
      if isForeign { usleep(UInt32(milliseconds) * 1000) }
      return false
    }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    // At its end an input is always ready.
    guard count > 0 else {
      usleep(UInt32(milliseconds) * 1000)
      return false
    }
    return bytes[..<count].contains(UInt8(ascii: "\n"))
  }
}

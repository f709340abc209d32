import Foundation

/// A terminal of a test's own, for what a command says to people alone.
final class PseudoTerminal {
  /// What a command is given as its stream.
  let end: FileHandle
  private let own: FileHandle

  init() throws {
    let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (locked, number): (Int32, UInt32) = (0, 0)
    // TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h, which Swift does not import.
    guard descriptor >= 0, ioctl(descriptor, 0x4004_5431, &locked) == 0,
      ioctl(descriptor, 0x8004_5430, &number) == 0
    else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    own = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    guard other >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    end = FileHandle(fileDescriptor: other, closeOnDealloc: true)
  }

  /// What has been written to it, once its end is closed.
  func text() throws -> String {
    try end.close()
    _ = fcntl(own.fileDescriptor, F_SETFL, O_NONBLOCK)
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    var all: [UInt8] = []
    while case let count = read(own.fileDescriptor, &bytes, bytes.count), count > 0 {
      all += bytes[..<count]
    }
    return String(decoding: all, as: UTF8.self)
  }
}

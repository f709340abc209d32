import Foundation

/// Opens and reads the files that a person has named or that lie among theirs: never a device, never
/// without an end, and without waiting for a pipe that nobody writes to.
package enum NamedFile {
  /// Why a file is not read.
  package struct Problem: Error, Equatable, CustomStringConvertible {
    package enum Kind: Sendable {
      /// There is none.
      case missing
      /// It is a folder, a device, a socket or a pipe.
      case unfit
      /// The system does not let it be read.
      case unreadable
    }

    package var kind: Kind
    package var path: String
    /// Without the path.
    package var reason: String
    package var description: String { "\(path): \(reason)" }
  }

  /// How long to wait until somebody writes to a pipe.
  private static let patience: Int32 = 2000

  /// A file's bytes, at most one more than `limit`.
  ///
  /// - Parameters:
  ///   - name: what messages call it.
  ///   - takesPipes: whether a pipe is read too. It can be read once only.
  ///   - followsLinks: whether a link's target is read.
  package static func read(
    _ url: URL, as name: String? = nil, limit: Int, takesPipes: Bool = false,
    followsLinks: Bool = true
  ) throws(Problem) -> Data {
    try read(
      bytes: Array(url.path.utf8), as: name ?? url.relativePath, limit: limit,
      takesPipes: takesPipes, followsLinks: followsLinks)
  }

  /// The same for a path that need not be UTF-8.
  package static func read(
    bytes path: [UInt8], as name: String, limit: Int, takesPipes: Bool = false,
    followsLinks: Bool = true
  ) throws(Problem) -> Data {
    let path = path.map { CChar(bitPattern: $0) } + [0]
    let text = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let own = takesPipes ? descriptor(named: text) : nil
    if own == nil { try check(path, name, takesPipes: takesPipes, followsLinks: followsLinks) }
    let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)
    let opened = own.map { fcntl($0, F_DUPFD_CLOEXEC, 3) } ?? open(path, flags)
    guard opened >= 0 else { throw problem(name, errno) }
    defer { close(opened) }
    var status = stat()
    guard fstat(opened, &status) == 0 else { throw problem(name, errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFIFO where takesPipes, S_IFSOCK where own != nil: break
    default: throw unfit(name, status)
    }
    let isPipe = own == nil && status.st_mode & S_IFMT == S_IFIFO
    return try contents(of: opened, name, isPipe: isPipe, limit: limit)
  }

  /// Looks before it opens: to open a device may already do something.
  private static func check(
    _ path: [CChar], _ name: String, takesPipes: Bool, followsLinks: Bool
  ) throws(Problem) {
    var status = stat()
    guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 else {
      throw problem(name, errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFIFO where takesPipes: return
    default: throw unfit(name, status)
    }
  }

  /// Whether a place names something that is open already, as `/dev/stdin` and `<(…)` do.
  package static func isOpen(_ url: URL) -> Bool { descriptor(named: url.path) != nil }

  /// What `/dev/stdin`, `/dev/fd/63` and `<(…)` name: open already, perhaps by another user.
  private static func descriptor(named path: String) -> Int32? {
    if path == "/dev/stdin" { return STDIN_FILENO }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
      return Int32(path.dropFirst(folder.count))
    }
    return nil
  }

  /// Reads to the end or the limit; a pipe as long as its writer takes, and not at all where there
  /// is none.
  private static func contents(
    of descriptor: Int32, _ name: String, isPipe: Bool, limit: Int
  ) throws(Problem) -> Data {
    var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    if isPipe { poll(&event, 1, patience) }
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while data.count <= limit {
      let count = Foundation.read(descriptor, &buffer, min(buffer.count, limit + 1 - data.count))
      if count < 0, errno == EAGAIN { poll(&event, 1, -1) }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count >= 0 else { throw problem(name, errno) }
      if count == 0, isPipe, data.isEmpty {
        throw Problem(kind: .unfit, path: name, reason: "a pipe that nobody writes to; give a file")
      }
      guard count > 0 else { break }
      data.append(contentsOf: buffer[..<count])
    }
    return data
  }

  private static func unfit(_ name: String, _ status: stat) -> Problem {
    let what =
      switch status.st_mode & S_IFMT {
      case S_IFDIR: "a folder; give the file in it"
      case S_IFIFO: "a pipe, and a file is expected"
      case S_IFSOCK: "a socket, and a file is expected"
      case S_IFLNK: "a symbolic link, not followed"
      default: "a device, and a file is expected"
      }
    return Problem(kind: .unfit, path: name, reason: what)
  }

  private static func problem(_ name: String, _ code: Int32) -> Problem {
    code == ENOENT || code == ENOTDIR
      ? Problem(kind: .missing, path: name, reason: "there is no such file")
      : Problem(kind: .unreadable, path: name, reason: String(cString: strerror(code)))
  }
}

import Foundation

/// Why the page cannot be served.
public struct LivePageProblem: Error, Equatable {
  public var message: String

  static func last(_ what: String) -> LivePageProblem {
    LivePageProblem(message: "\(what): \(String(cString: strerror(errno)))")
  }
}

/// A connection to, or a place to connect to on, this machine alone.
///
/// Nothing that is started from here inherits it, and a peer that does not read cannot hold
/// anything up for more than a few seconds.
struct Socket: Sendable {
  let descriptor: Int32
  private static let patience = timeval(tv_sec: 5, tv_usec: 0)
  private static let requestLimit = 16384

  /// A listening socket on the loopback address, and the port that the system chose.
  static func listen() throws(LivePageProblem) -> (socket: Socket, port: UInt16) {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_INET, kind, 0)
    guard descriptor >= 0 else { throw .last("a socket cannot be made") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        guard bind(descriptor, pointer, size) == 0 else { return false }
        guard Foundation.listen(descriptor, 16) == 0 else { return false }
        return getsockname(descriptor, pointer, &size) == 0
      }
    }
    guard result else {
      defer { close(descriptor) }
      throw .last("no place on 127.0.0.1")
    }
    return (Socket(descriptor: descriptor), UInt16(bigEndian: address.sin_port))
  }

  /// The next connection; `nil` when listening has ended.
  func accept() -> Socket? {
    while true {
      let peer = Foundation.accept(descriptor, nil, nil)
      if peer >= 0 {
        _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
        var patience = Self.patience
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        setsockopt(peer, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        return Socket(descriptor: peer)
      }
      switch errno {
      case EINTR, ECONNABORTED: continue
      // Too many files are open for now.
      case EMFILE, ENFILE, ENOBUFS, ENOMEM: usleep(50_000)
      default: return nil
      }
    }
  }

  /// The head of a request; `nil` where the peer sends none, too long a one, or too slowly.
  func readHead() -> String? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 2048)
    let deadline = ContinuousClock.now + .seconds(5)
    while bytes.count < Self.requestLimit, ContinuousClock.now < deadline {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      bytes += buffer[0..<count]
      // Read as bytes: in a string, a carriage return and a line feed are one character.
      if let end = Self.end(of: bytes) { return String(decoding: bytes[..<end], as: UTF8.self) }
    }
    return nil
  }

  private static func end(of bytes: [UInt8]) -> Int? {
    let mark: [UInt8] = [13, 10, 13, 10]
    guard bytes.count >= 4 else { return nil }
    return (0...bytes.count - 4).first { Array(bytes[$0..<$0 + 4]) == mark }
  }

  /// Sends all of it; whether that worked.
  func send(_ data: Data) -> Bool {
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        // A peer that has gone must not end the program.
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Waits, but no longer than the peer is there; whether it still is.
  func wait(milliseconds: Int32) -> Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard Foundation.poll(&poll, 1, milliseconds) > 0 else { return true }
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT)) > 0
  }

  /// Ends a connection, or wakes who waits for one.
  func shut() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  func end() { close(descriptor) }
}

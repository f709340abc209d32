import Foundation
import Glibc

/// A headless Chromium that takes messages on file descriptor 3 and sends its own on 4, each ended
/// by a zero byte: `--remote-debugging-pipe`.
///
/// Nothing is listened on, and no host name has an address for it.
final class BrowserProcess {
  struct Problem: Error, CustomStringConvertible { let description: String }

  private let pid: pid_t
  private let commands: Int32
  private let replies: Int32
  private var buffer: [UInt8] = []

  init(_ program: String, profile: URL) throws {
    let (commandsEnd, commands) = try Self.pipeEnds()
    let (replies, repliesEnd) = try Self.pipeEnds()
    let arguments = [
      program, "--headless=new", "--remote-debugging-pipe", "--user-data-dir=\(profile.path)",
      // Containers, where tests run as root, have no sandbox of Chromium's own.
      "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND", "about:blank",
    ]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, commandsEnd, 3)
    posix_spawn_file_actions_adddup2(&actions, repliesEnd, 4)
    let words = Self.cStrings(arguments)
    let settings = Self.cStrings(["PATH=/usr/bin:/bin", "HOME=\(profile.path)", "LANG=C.UTF-8"])
    defer { for text in words + settings { free(text) } }
    var pid = pid_t()
    let error = posix_spawn(&pid, program, &actions, nil, words, settings)
    close(commandsEnd)
    close(repliesEnd)
    guard error == 0 else { throw Problem(description: "\(program) cannot be started: \(error)") }
    (self.pid, self.commands, self.replies) = (pid, commands, replies)
  }

  deinit {
    close(commands)
    close(replies)
    kill(pid, SIGKILL)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
  }

  /// The ends to read from and to write to, out of the way of 3 and 4 and not inherited.
  private static func pipeEnds() throws -> (Int32, Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Problem(description: "no pipe") }
    let moved = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 16) }
    ends.forEach { close($0) }
    return (moved[0], moved[1])
  }

  /// Copies that C can read, with the null pointer after them.
  private static func cStrings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  func send(_ message: String) throws {
    var bytes = Array(message.utf8) + [0]
    while !bytes.isEmpty {
      let count = write(commands, bytes, bytes.count)
      guard count > 0 else { throw Problem(description: "the browser takes no more messages") }
      bytes.removeFirst(count)
    }
  }

  /// The next message; a browser that says nothing for so long has stopped working.
  func receive(seconds: Int32 = 120) throws -> String {
    while true {
      if let end = buffer.firstIndex(of: 0) {
        let text = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeSubrange(...end)
        return text
      }
      var ready = pollfd(fd: replies, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, seconds * 1000) > 0 else {
        throw Problem(description: "the browser says nothing")
      }
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(replies, &chunk, chunk.count)
      guard count > 0 else { throw Problem(description: "the browser has ended") }
      buffer += chunk[..<count]
    }
  }
}

import Files
import Foundation
import Testing

@Suite struct NamedFileTests {
  private let folder: TemporaryFolder
  private func url(_ name: String) -> URL { folder.url.appendingPathComponent(name) }

  init() throws { folder = try TemporaryFolder() }

  private func problem(_ url: URL, takesPipes: Bool = false) throws -> NamedFile.Problem {
    try #require(throws: NamedFile.Problem.self) {
      try NamedFile.read(url, as: "x", limit: 100, takesPipes: takesPipes)
    }
  }

  @Test func readsOneByteMoreThanTheLimitAtMost() throws {
    try Data("0123456789".utf8).write(to: url("a"))
    #expect(try NamedFile.read(url("a"), limit: 4) == Data("01234".utf8))
    #expect(try NamedFile.read(url("a"), limit: 100).count == 10)
  }

  @Test(arguments: [false, true])
  func refusesWhatIsNoFile(takesPipes: Bool) throws {
    #expect(try problem(url("none"), takesPipes: takesPipes).reason == "there is no such file")
    #expect(try problem(url("a/b"), takesPipes: takesPipes).kind == .missing)
    #expect(
      try problem(folder.url, takesPipes: takesPipes).description
        == "x: a folder; give the file in it")
    for device in ["/dev/zero", "/dev/null"] {
      #expect(
        try problem(URL(fileURLWithPath: device), takesPipes: takesPipes).reason
          == "a device, and a file is expected")
    }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = url("s").path
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    withUnsafePointer(to: address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(try problem(url("s"), takesPipes: takesPipes).reason.hasPrefix("a socket"))
  }

  @Test func refusesAPipe() throws {
    #expect(mkfifo(url("p").path, 0o600) == 0)
    #expect(try problem(url("p")).reason == "a pipe, and a file is expected")
    #expect(
      try problem(url("p"), takesPipes: true).reason
        == "a pipe that nobody writes to; give a file")
  }

  @Test func readsAPipeThatSomebodyWritesTo() throws {
    #expect(mkfifo(url("p").path, 0o600) == 0)
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/bin/sh")
    writer.arguments = ["-c", "exec > '\(url("p").path)'; printf one; sleep 0.2; printf two"]
    try writer.run()
    #expect(
      try NamedFile.read(url("p"), limit: 100, takesPipes: true) == Data("onetwo".utf8))
  }

  @Test func followsALinkOnlyWhereItMay() throws {
    try Data("a".utf8).write(to: url("a"))
    try FileManager.default.createSymbolicLink(at: url("l"), withDestinationURL: url("a"))
    #expect(try NamedFile.read(url("l"), limit: 9) == Data("a".utf8))
    #expect(throws: NamedFile.Problem.self) {
      try NamedFile.read(url("l"), limit: 9, followsLinks: false)
    }
  }
}

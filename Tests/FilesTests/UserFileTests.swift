import Files
import Foundation
import Testing

@Suite struct UserFileTests {
  private let folder: TemporaryFolder
  private func url(_ name: String) -> URL { folder.url.appendingPathComponent(name) }

  init() throws { folder = try TemporaryFolder(["a": "old"]) }

  private func status(_ name: String) -> stat {
    var status = stat()
    lstat(url(name).path, &status)
    return status
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: url(name), encoding: .utf8)
  }

  @Test(arguments: [mode_t(0o600), 0o640, 0o755, 0o4711])
  func keepsTheMode(mode: mode_t) throws {
    chmod(url("a").path, mode)
    try UserFile.rewrite(Data("new".utf8), at: url("a"))
    #expect(try text("a") == "new")
    #expect(status("a").st_mode & 0o7777 == mode)
  }

  @Test func keepsTheOwner() throws {
    // Only the superuser can make a file another's.
    guard geteuid() == 0 else { return }
    chown(url("a").path, 12, 34)
    try UserFile.rewrite(Data("new".utf8), at: url("a"))
    #expect(status("a").st_uid == 12 && status("a").st_gid == 34)
  }

  @Test func writesWhereLinksLead() throws {
    symlink("a", url("l").path)
    symlink("l", url("m").path)
    try UserFile.rewrite(Data("new".utf8), at: url("m"))
    #expect(try text("a") == "new")
    #expect(status("l").st_mode & S_IFMT == S_IFLNK && status("m").st_mode & S_IFMT == S_IFLNK)
  }

  @Test func refusesWhatItCannotKeep() throws {
    symlink("gone", url("l").path)
    let dangling = #expect(throws: UserFile.Refusal.self) {
      try UserFile.rewrite(Data(), at: url("l"))
    }
    #expect(dangling?.kind == .missing)
    #expect(dangling?.description.hasSuffix("l: a link to gone, which is not there") == true)
    link(url("a").path, url("b").path)
    let linked = #expect(throws: UserFile.Refusal.self) { try UserFile.check(url("a")) }
    #expect(linked?.description.contains("has 2 names (hard links)") == true)
    #expect(throws: UserFile.Refusal.self) { try UserFile.rewrite(Data(), at: folder.url) }
    #expect(try text("a") == "old")
  }

  @Test func makesNoFileWhereSomethingIs() throws {
    symlink("gone", url("l").path)
    for name in ["a", "l"] {
      #expect(throws: UserFile.Refusal.self) { try UserFile.create(Data(), at: url(name)) }
    }
    try UserFile.create(Data("x".utf8), at: url("n"))
    #expect(try text("n") == "x" && text("a") == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 3)
  }
}

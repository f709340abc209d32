import Foundation
import Testing

@testable import Files

@Suite struct NewFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func names() throws -> [String] {
    try FolderListing.names(in: folder.url).map(\.text)
  }

  @Test func removesWhatAKillHasLeftAndNothingElse() throws {
    let stale = ".lesson-6A2E1E0B-8B5A-4E23-9B7E-0C2E8F0E0A11.new"
    let kept = [".lesson-6A2E1E0B.new", ".lesson-.new", "lesson-notes.new"]
    for name in kept + [stale] {
      try Data("x".utf8).write(to: folder.url.appendingPathComponent(name))
    }
    try NewFile.write(Data("a".utf8), to: folder.url.appendingPathComponent("a"))
    #expect(try names() == (kept + ["a"]).sorted())
  }

  @Test func leavesWhatAnotherWriterHasInHand() throws {
    let held = folder.url.appendingPathComponent(".lesson-\(UUID().uuidString).new")
    try Data().write(to: held)
    let descriptor = open(held.path, O_RDONLY)
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let url = folder.url.appendingPathComponent("a")
    try NewFile.write(Data("a".utf8), to: url)
    #expect(FileManager.default.fileExists(atPath: held.path))
    close(descriptor)
    try NewFile.write(Data("b".utf8), to: url)
    #expect(try names() == ["a"])
  }
}

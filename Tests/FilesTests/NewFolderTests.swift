import Foundation
import Testing

@testable import Files

@Suite struct NewFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func makesAFolderOnceThoughManyAskForIt() async throws {
    for round in 0..<50 {
      let place = folder.url.appendingPathComponent("\(round)/a/b/c")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 { group.addTask { try NewFolder.make(place) } }
        try await group.waitForAll()
      }
      #expect((try? FileManager.default.contentsOfDirectory(atPath: place.path)) == [])
    }
  }

  @Test func refusesAFileAndALinkThatLeadsNowhere() throws {
    let file = folder.url.appendingPathComponent("file")
    try Data().write(to: file)
    symlink("gone", folder.url.appendingPathComponent("link").path)
    for name in ["file", "file/a", "link", "link/a"] {
      #expect(throws: POSIXError.self, "\(name)") {
        try NewFolder.make(folder.url.appendingPathComponent(name))
      }
    }
    #expect(!FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("gone").path))
  }
}

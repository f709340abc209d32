import Foundation
import Testing

@testable import Lessons

@Suite struct AssetCacheTests {
  @Test(arguments: [
    (["LESSON_HOME": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"], "/a"),
    (["LESSON_HOME": "", "XDG_CACHE_HOME": "/b", "HOME": "/c"], "/b/lesson"),
    (["XDG_CACHE_HOME": "relative", "HOME": "/c"], "/c/.cache/lesson"),
    (["HOME": "/c"], "/c/.cache/lesson"),
  ])
  func followsLessonHomeThenTheXDGCacheThenHome(environment: [String: String], path: String) {
    #expect(AssetCache(environment: environment).folder.path == path)
  }

  @Test(arguments: [
    (0, "0 bytes"), (999, "999 bytes"), (1_000, "1.0 kB"), (83_506_384, "83.5 MB"),
    (1_500_000_000, "1.5 GB"),
  ])
  func writesSizesForPeople(bytes: Int, text: String) {
    #expect(ByteCount.text(bytes) == text)
  }
}

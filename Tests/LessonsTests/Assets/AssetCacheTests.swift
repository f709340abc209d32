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
}

import Foundation

/// Real files for tests, where the environment names them; tests without them are skipped.
enum TestAssets {
  /// The default model's folder.
  static let model = url("LESSON_TEST_MODEL")
  /// The table of reviews.
  static let reviews = url("LESSON_TEST_REVIEWS")

  private static func url(_ name: String) -> URL? {
    ProcessInfo.processInfo.environment[name].map { URL(fileURLWithPath: $0) }
  }
}

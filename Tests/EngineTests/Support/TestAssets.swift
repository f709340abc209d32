import Foundation

/// Real files for tests, where the environment names them; tests without them are skipped.
enum TestAssets {
  /// The default model's folder.
  static let model = url("LESSON_TEST_MODEL")
  /// The table of reviews.
  static let reviews = url("LESSON_TEST_REVIEWS")
  /// The folders of scikit-learn's files of these names.
  static let breastCancer = url("LESSON_TEST_BREAST_CANCER")
  static let diabetes = url("LESSON_TEST_DIABETES")
  static let digits = url("LESSON_TEST_DIGITS")
  /// The folder of the photographs that come with scikit-learn.
  static let photographs = url("LESSON_TEST_PHOTOGRAPHS")
  /// The folder of the airline passengers.
  static let airline = url("LESSON_TEST_AIRLINE")

  private static func url(_ name: String) -> URL? {
    ProcessInfo.processInfo.environment[name].map { URL(fileURLWithPath: $0) }
  }
}

import Files
import Foundation

/// What the program is told from outside is bytes, and Swift reads it as UTF-8: bytes that are none
/// would be altered, and something else be written or read than was named.
enum GivenNames {
  /// The variables whose value is a place.
  private static let variables = [
    "HOME", "LESSON_HOME", "LESSON_ROOT", "LESSON_PYTHON", "XDG_CACHE_HOME", "HF_HOME",
    "HF_HUB_CACHE", "HF_TOKEN_PATH", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE",
  ]

  /// Refuses an argument, a variable or a current folder that is not UTF-8.
  static func check() throws {
    for index in 1..<max(1, Int(CommandLine.argc)) {
      try check(CommandLine.unsafeArgv[index], "argument \(index)", "rename what it names")
    }
    for name in variables { try check(getenv(name), name, "name another place") }
    let folder = getcwd(nil, 0)
    defer { free(folder) }
    try check(folder, "the current folder", "rename it, or change to another")
  }

  private static func check(
    _ text: UnsafePointer<CChar>?, _ what: String, _ remedy: String
  ) throws {
    guard let text else { return }
    let bytes = (0..<strlen(text)).map { UInt8(bitPattern: text[$0]) }
    let name = FolderListing.Name(bytes: bytes)
    guard !name.isUTF8 else { return }
    throw Failure(.usage, "\(what), \(name.text): not UTF-8; \(remedy)")
  }
}

import Foundation
import Lessons

/// The small lesson read from disk, with its answers beside it.
enum LoadedSmallLesson {
  static func load(
    _ text: String = SmallLesson.text, answers: String? = SmallLesson.answers
  ) throws -> LoadedLesson {
    let folder = try Folder()
    try folder.write("small.md", text)
    if let answers { try folder.write("small.instructor.md", answers) }
    return try LessonLoader(folder: folder.url).load(folder.url.appendingPathComponent("small.md"))
  }
}

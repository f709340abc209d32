import Foundation
import Lessons
import Records
import Testing

@testable import HandIn

@Suite struct HandOutTests {
  private func handOut(_ folder: Folder) throws -> (HandOut, LoadedLesson) {
    let url = folder.url.appendingPathComponent("small.md")
    let loaded = try LessonLoader(folder: folder.url).load(url)
    return (try HandOut(of: loaded, at: url), loaded)
  }

  @Test func isTheLessonsOwnBytesWhereAnswersLieBesideIt() throws {
    let folder = try Folder()
    try folder.write("small.md", SmallLesson.text)
    try folder.write("small.instructor.md", SmallLesson.answers)
    try folder.write("small.cells.json", "{\"cells\": []}")
    let (handOut, _) = try handOut(folder)
    #expect(handOut.files.keys.sorted() == ["small.cells.json", "small.md"])
    #expect(handOut.files["small.md"] == Data(SmallLesson.text.utf8))
  }

  @Test(arguments: ["\n", "\r\n"])
  func takesAnswersOutOfTheLesson(newline: String) throws {
    let folder = try Folder()
    let with = SmallLesson.text.replacing(
      "<!-- question padding", with: SmallLesson.answers + "<!-- question padding")
    try folder.write("small.md", with.replacing("\n", with: newline))
    let (handOut, loaded) = try handOut(folder)
    let expected = Data(SmallLesson.text.replacing("\n", with: newline).utf8)
    #expect(handOut.files["small.md"] == expected)
    #expect(handOut.removedAnswers == 3)
    let digest = try HandOut.sha256(of: loaded, at: folder.url.appendingPathComponent("small.md"))
    #expect(digest == SHA256Digest.hex(of: expected))
  }

  @Test func bringsTheLessonsImages() throws {
    let folder = try Folder()
    let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0])
    try folder.write(
      "small.md", SmallLesson.text + "\n![a curve](images/a%20b.png)\n\n[s]: secret.txt\n")
    try folder.write("images/a b.png", "")
    try png.write(to: folder.url.appendingPathComponent("images/a b.png"))
    try folder.write("secret.txt", "no")
    let (handOut, _) = try handOut(folder)
    #expect(handOut.files.keys.sorted() == ["images/a b.png", "small.md"])
    #expect(handOut.files["images/a b.png"] == png)
  }
}

import Foundation
import Lessons
import Records

@testable import HandIn

/// A folder with hand-ins of the small lesson, looked at as an instructor does.
struct SmallClass {
  let folder: Folder
  var collection: ClassCollection

  /// - Parameter answers: what each student writes, by the student's name; numbers are given in order.
  init(_ answers: [(name: String, answers: [String: String])]) throws {
    folder = try Folder()
    for (index, student) in answers.enumerated() {
      let record = SmallRun.record(
        student: StudentRecord(name: student.name, id: "\(101 + index)"))
      try folder.write(
        "in/\(101 + index).html", SmallRun.page(record, answers: student.answers))
    }
    collection = try ClassCollection(
      folder.url.appendingPathComponent("in"), lessons: Self.lessons())
  }

  static func lessons(answers: String = SmallLesson.answers) throws -> [String: InstructorLesson] {
    let folder = try Folder()
    try folder.write("small.md", SmallLesson.text)
    try folder.write("small.instructor.md", answers)
    let url = folder.url.appendingPathComponent("small.md")
    let loaded = try LessonLoader(folder: folder.url).load(url)
    guard let lesson = InstructorLesson(loaded, at: url) else { throw Missing() }
    return ["small": lesson]
  }

  struct Missing: Error {}

  var store: MarksStore {
    MarksStore(folder.url.appendingPathComponent("marks.csv"), name: "marks.csv")
  }

  /// The answers as they are marked, with a row of the table for each.
  mutating func sheet(key: AnonymousKey? = nil) throws -> MarkingSheet {
    var collection = collection
    let marks = try store.change { marks throws(HandInProblem) in
      _ = collection.apply(&marks)
      return marks
    }
    self.collection = collection
    return MarkingSheet(collection, marks, key: key)
  }
}

import Base
import Records
import Report

/// All answers of a class in the order in which they are marked: question by question.
package struct MarkingSheet: Sendable {
  /// What stands beside the answers to one question.
  package struct Question: Sendable {
    package var id: String
    package var lesson: String
    /// From 1, in its lesson.
    package var number: Int
    package var points: Double?
    package var content: [ReportBlock]
    /// The model answer and marking notes; empty where there are none.
    package var answer: [ReportBlock]
    /// What earns points, or costs some.
    package var items: [Item]
  }

  /// An item of a rubric.
  package struct Item: Sendable, Equatable {
    package var name: String
    package var points: Double
  }

  /// One student's answer.
  package struct Cell: Sendable {
    /// The same whenever this answer is shown, and says nothing of whose it is.
    package var id: String
    /// The place of the question.
    package var question: Int
    /// Who it is, or a code in the place of the name.
    package var who: String
    /// The student's number; empty where names are hidden.
    package var number: String
    package var text: String
    /// The result of the answer's own check.
    package var automatic: Score
    /// What is worth knowing before it is marked, a sentence each.
    package var notes: [String]
    package var row: CollectedHandIn.Row
    package var entry: MarksFile.Entry
  }

  package private(set) var title: String
  package private(set) var questions: [Question] = []
  /// By question, then by student.
  package private(set) var cells: [Cell] = []
  /// Hand-ins that cannot be marked here, with the reason.
  package private(set) var leftOut: [String] = []

  /// - Parameters:
  ///   - collection: a class whose marks have been applied.
  ///   - marks: the table of marks.
  ///   - key: what students are called, where names are hidden.
  package init(_ collection: ClassCollection, _ marks: MarksFile, key: AnonymousKey? = nil) {
    let lessons = collection.lessons
    title = lessons.count == 1 ? OneLine.of(lessons[0].lesson.title) : "Hand-ins"
    let order = Self.order(of: collection, key)
    for (lesson, run) in lessons {
      for (index, question) in lesson.questions.enumerated() {
        questions.append(
          Question(
            id: question.id, lesson: lesson.id, number: index + 1, points: question.points,
            content: ReportBuilder.prose(question.content, of: run),
            answer: ReportBuilder.prose(question.answer, of: run), items: question.rubric))
        for (who, place) in order {
          let handIn = collection.handIns[place]
          guard handIn.lesson == OneLine.of(lesson.id), let row = handIn.rows[question.id],
            let score = handIn.automatic[question.id]
          else { continue }
          let others = handIn.identical[question.id] ?? []
          let names = key == nil ? ": \(others.prefix(5).joined(separator: ", "))" : ""
          var notes = others.isEmpty ? [] : ["The same words as \(others.count) more\(names)."]
          if let similar = handIn.similar[question.id] {
            let whose = similar.map {
              (collection.handIns[$0.place], Int(($0.share * 100).rounded()))
            }
            .map { "\(key == nil ? $0.who : key?.code(of: $0) ?? "?") (\($1) %)" }.sorted()
            notes.append("Much of the wording as \(whose.prefix(5).joined(separator: ", ")).")
          }
          if let lateness = handIn.lateness, lateness.isLate {
            notes.append("Handed in \(lateness.text).")
          }
          notes += Self.notes(handIn, lesson, run, hasNames: key == nil)
          if handIn.findings.contains(where: { $0.subject == .answer(question.id) }) {
            notes.append("This answer was edited in the page.")
          }
          cells.append(
            Cell(
              id: Self.id(key == nil ? row.key.student : who, lesson.id, question.id),
              question: questions.count - 1, who: who, number: key == nil ? handIn.id : "",
              text: handIn.answers[question.id] ?? "", automatic: score, notes: notes, row: row,
              entry: marks.entry(row.key)))
        }
      }
    }
    for handIn in collection.handIns where handIn.rows.isEmpty && handIn.counts {
      let why = handIn.name.isEmpty && handIn.id.isEmpty ? "names no student" : "has no questions"
      leftOut.append("\(OneLine.of(handIn.file, limit: 300)): \(why)")
    }
  }

  /// What is worth knowing of a whole hand-in.
  private static func notes(
    _ handIn: CollectedHandIn, _ lesson: InstructorLesson, _ run: RunRecord, hasNames: Bool
  ) -> [String] {
    var notes: [String] = []
    if !handIn.namesakes.isEmpty {
      let whose = hasNames ? ": \(handIn.namesakes.prefix(5).joined(separator: ", "))" : ""
      notes.append("Another hand-in has the same number\(whose). Both have one row of marks.")
    }
    if handIn.verdict == .edited {
      notes.append("The hand-in was edited; lesson collect says where.")
    }
    if let usual = lesson.usualSetting, handIn.setting != usual {
      notes.append("Its figures are of another run than the lesson’s own: \(handIn.setting).")
    }
    return notes
  }

  /// Takes over what the table of marks says now.
  package mutating func refresh(_ marks: MarksFile) {
    for place in cells.indices {
      let row = cells[place].row
      cells[place].entry = marks.entry(row.key)
      cells[place].row.isForAnother = marks.isForAnother(row.answer, row.key)
    }
  }

  /// Who is marked in which order: by name, or by a code that was drawn.
  private static func order(of collection: ClassCollection, _ key: AnonymousKey?)
    -> [(who: String, place: Int)]
  {
    let places = collection.handIns.indices.filter { collection.handIns[$0].counts }
    guard let key else { return places.map { (collection.handIns[$0].who, $0) } }
    return places.map { (key.code(of: collection.handIns[$0]) ?? "?", $0) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
  }

  private static func id(_ student: String, _ lesson: String, _ question: String) -> String {
    String(SHA256Digest.hex(of: "\(student)\n\(lesson)\n\(question)").prefix(20))
  }
}

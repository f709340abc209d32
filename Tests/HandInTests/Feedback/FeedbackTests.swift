import Base
import Foundation
import HostileText
import Records
import Report
import Testing

@testable import HandIn

@Suite struct FeedbackTests {
  /// A class in files of some names, of which `marks` are typed.
  private static func feedback(
    _ files: [(path: String, name: String, id: String)], marked: [String: MarksFile.Entry] = [:],
    hasModelAnswers: Bool = false
  ) throws -> (feedback: Feedback, marks: MarksFile) {
    let folder = try Folder()
    for (path, name, id) in files {
      try folder.write(
        path,
        SmallRun.page(
          SmallRun.record(student: StudentRecord(name: name, id: id)),
          answers: ["chance": "value: 0.6931", "padding": "choice: a", "why": "A <b>reason</b>."]))
    }
    let answers = SmallLesson.answers.replacing(
      "Because of the division.\n",
      with:
        "Because of the division.\n\nMarking: be kind.\n\n```rubric\n4: the division\n-1: no words\n```\n"
    )
    var collection = try ClassCollection(
      folder.url, lessons: SmallClass.lessons(answers: answers))
    var marks = MarksFile()
    _ = collection.apply(&marks)
    for (id, entry) in marked {
      let key = MarksFile.Key(id: id, name: "", question: "why")
      try marks.set(entry, for: key, values: [:], file: "m")
    }
    marks = try MarksFile(marks.text, file: "m")
    _ = collection.apply(&marks)
    return (Feedback(collection, marks, hasModelAnswers: hasModelAnswers), marks)
  }

  private static let entry = MarksFile.Entry(
    points: "2.5", remark: "=Think of\n-1 <i>more</i>", items: "the division; no words")

  @Test func givesAPageToThoseWhoseAnswersAreAllMarked() throws {
    let (feedback, _) = try Self.feedback(
      [("a.html", "Ada", "17"), ("b.html", "Bob", "18")], marked: ["17": Self.entry])
    #expect(feedback.pages.map(\.file) == ["17-small-feedback.html"])
    #expect(feedback.unmarked.map(\.name) == ["Bob"])
    let page = HTMLWriter.write(feedback.pages[0].document)
    #expect(page.contains("4.5 of 7 points."))
    #expect(page.contains("2.5 of 4 points"))
    #expect(page.contains("the division: +4") && page.contains("no words: −1"))
    #expect(
      page.contains("-1 &lt;i&gt;more&lt;/i&gt;") && page.contains("A &lt;b&gt;reason&lt;/b&gt;."))
    #expect(!page.contains("Because of the division") && !page.contains("be kind"))
  }

  @Test func givesNoPageToTwoWithOneRowOfMarks() throws {
    let (feedback, _) = try Self.feedback(
      [("a.html", "Ada", "17"), ("b.html", "Bob", "17")], marked: ["17": Self.entry])
    #expect(feedback.pages.isEmpty && feedback.doubtful.map(\.name) == ["Ada", "Bob"])
    let index = HTMLWriter.write(FeedbackIndex.document(feedback))
    #expect(index.contains("0 pages, 2 left out.") && index.contains("the same number"))
  }

  @Test func showsModelAnswersWithoutTheNotesOnMarking() throws {
    let (feedback, _) = try Self.feedback(
      [("a.html", "Ada", "17")], marked: ["17": Self.entry], hasModelAnswers: true)
    let page = HTMLWriter.write(feedback.pages[0].document)
    #expect(page.contains("Because of the division") && !page.contains("be kind"))
  }

  @Test func namesPagesAsThePlatformsReadThem() throws {
    let marked = ["17": Self.entry, "18": Self.entry]
    let moodle = try Self.feedback(
      [
        ("Ada L_101_assignsubmission_file_/r.html", "Ada", "17"),
        ("Bob_102_assignsubmission_file/r.html", "Bob", "18"),
      ], marked: marked
    ).feedback
    #expect(
      moodle.pages.map(\.file) == [
        "Ada L_101_assignsubmission_file_feedback-small.html",
        "Bob_102_assignsubmission_file_feedback-small.html",
      ])
    let canvas = try Self.feedback(
      [("ada_LATE_7_8_9_1-report.html", "Ada", "17"), ("bob_9_10_9_1-report.htm", "Bob", "18")],
      marked: marked
    ).feedback
    #expect(
      canvas.pages.map(\.file) == ["ada_LATE_7_8_9_1-report.html", "bob_9_10_9_1-report.html"])
    // What Canvas makes of such a name: the first two parts that are numbers.
    let numbers = canvas.pages.map {
      $0.file.split(separator: "_").filter { $0.allSatisfy(\.isNumber) }.prefix(2).joined(
        separator: " ")
    }
    #expect(numbers == ["7 8", "9 10"])
  }

  @Test(arguments: ["../../etc/passwd", "a/b", "", ".", "ß<>|", "-rf"])
  func namesNoFileOutsideItsFolder(id: String) throws {
    let slug = Feedback.slug(id)
    #expect(!slug.contains("/") && !slug.hasPrefix(".") && !slug.hasPrefix("-") && !slug.isEmpty)
  }

  @Test func writesMoodlesWorksheet() throws {
    let (feedback, marks) = try Self.feedback(
      [("=Ada_101_assignsubmission_file_/r.html", "Ada", "17")], marked: ["17": Self.entry])
    let rows = try CSV.rows(of: GradeTable.moodle(feedback.pages, marks)).rows.map(\.cells)
    #expect(
      rows[0] == [
        "Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)",
        "Feedback comments",
      ])
    #expect(rows[1].prefix(5) == ["Participant 101", "'=Ada", "4.5", "7", ""])
    #expect(
      rows[1][5] == "Question 1, 2 of 2\nQuestion 2, 0 of 1\n"
        + "Question 3, 2.5 of 4: the division; no words. =Think of -1 <i>more</i>")
  }

  @Test func writesATableForMoodlesGradebookWhereTheFolderIsNotMoodles() throws {
    let (feedback, marks) = try Self.feedback([("a.html", "Ada", "17")], marked: ["17": Self.entry])
    let rows = try CSV.rows(of: GradeTable.moodle(feedback.pages, marks)).rows.map(\.cells)
    #expect(rows[0] == ["ID number", "Full name", "Grade", "Feedback comments"])
    #expect(rows[1].prefix(3) == ["17", "Ada", "4.5"])
  }

  @Test func writesCanvasGradebook() throws {
    let (feedback, _) = try Self.feedback(
      [("ada_7_8_r.html", "=Ada", "17")], marked: ["17": Self.entry])
    let table = GradeTable.canvas(feedback.pages, assignment: "Homework (55)")
    #expect(
      table == """
        Student,ID,SIS User ID,SIS Login ID,Section,Homework (55)
            Points Possible,,,,,7
        '=Ada,7,17,,,4.5

        """)
  }

  @Test(arguments: ["\\\",x,", "\\", "a\\\\\"b\\\"", "\"\\"])
  func endsNoCellOfMoodlesWithABackslash(text: String) throws {
    let entry = MarksFile.Entry(points: "1", remark: text)
    let (feedback, marks) = try Self.feedback([("a.html", text, "17")], marked: ["17": entry])
    let table = GradeTable.moodle(feedback.pages, marks)
    for cell in try CSV.rows(of: table).rows.flatMap(\.cells) {
      #expect(!cell.contains("\\\"") && !cell.hasSuffix("\\"))
    }
  }

  @Test(arguments: HostileText.all)
  func letsNoCellOfATableStartAFormula(text: String) throws {
    let entry = MarksFile.Entry(points: "1", remark: text)
    let (feedback, marks) = try Self.feedback([("a.html", text, "17")], marked: ["17": entry])
    for table in [
      GradeTable.moodle(feedback.pages, marks), GradeTable.canvas(feedback.pages, assignment: text),
    ] {
      for cell in try CSV.rows(of: table).rows.flatMap(\.cells) {
        #expect(!["=", "+", "-", "@", "\t", "\r"].contains { cell.hasPrefix($0) })
      }
    }
  }
}

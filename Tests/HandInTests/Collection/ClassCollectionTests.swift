import Foundation
import Lessons
import Records
import Report
import Testing

@testable import HandIn

@Suite struct ClassCollectionTests {
  private static func lessons() throws -> [String: InstructorLesson] {
    let folder = try Folder()
    try folder.write("small.md", SmallLesson.text)
    try folder.write("small.instructor.md", SmallLesson.answers)
    let url = folder.url.appendingPathComponent("small.md")
    let loaded = try LessonLoader(folder: folder.url).load(url)
    return ["small": try #require(InstructorLesson(loaded, at: url))]
  }

  private static func collect(_ folder: Folder) throws -> ClassCollection {
    try ClassCollection(folder.url, lessons: lessons())
  }

  /// A student's own page: own name, own words, one of three seeds.
  private static func page(_ index: Int) -> String {
    let record = SmallRun.record(
      student: StudentRecord(name: "Student \(index)", id: "\(1000 + index)"),
      losses: [0.69, 0.68 - Double(index % 3) / 100])
    let words = "Student number \(index) thinks that the printed figure is one batch alone."
    return SmallRun.page(
      record, answers: ["chance": "value: 0.6931", "padding": "choice: c", "why": words])
  }

  /// Ways to alter a page, and what should be named.
  private static let alterations: [(String, @Sendable (String, Int) throws -> String)] = [
    ("accuracy", { page, _ in try Edits.page(page, "0.537", "0.538") }),
    ("losses", { page, _ in try Edits.record(page, "\"losses\":[0.69", "\"losses\":[0.68") }),
    ("train", { page, _ in try Edits.page(page, "Loss: 0.69", "Loss: 0.19") }),
    ("why", { page, _ in try Edits.page(page, "one batch alone", "a sum") }),
    ("why", { page, _ in try Edits.record(page, "one batch alone", "a sum") }),
    ("student", { page, i in try Edits.page(page, "Student \(i) (", "Student X (") }),
    ("student", { page, _ in try Edits.record(page, "\"name\":\"Student", "\"name\":\"Xtudent") }),
    ("student", { page, i in try Edits.record(page, "\"id\":\"\(1000 + i)", "\"id\":\"9") }),
    ("SHA-256", { page, _ in try Edits.page(page, "abababab", "abababac") }),
    (
      "results_sha256",
      { page, _ in
        try Edits.record(
          page, "\",\"schema_version\":1,\"seconds\"", "0\",\"schema_version\":1,\"seconds\"")
      }
    ),
    ("lesson_sha256", { page, _ in try Edits.record(page, "abababab", "abababac") }),
    ("page", { page, _ in try Edits.page(page, "There are", "There were") }),
    ("page", { page, _ in try Edits.page(page, "</title>", "!</title>") }),
    ("page", { page, _ in try Edits.page(page, "<h2 ", "<h2 hidden ") }),
    ("seed", { page, _ in try Edits.page(page, "seed 7", "seed 9") }),
    (
      "parameters",
      { page, _ in
        try Edits.record(page, "\"parameters\":{\"rows\":1000", "\"parameters\":{\"rows\":9999")
      }
    ),
    (
      "document",
      { page, _ in
        try Edits.record(page, "What is the loss", "What was the loss")
      }
    ),
    ("padding", { page, _ in try Edits.page(page, "choice: c", "choice: a") }),
    ("digest", { page, _ in try Edits.record(page, "\"sha256\":\"", "\"sha256\":\"0") }),
    ("record", { page, _ in try Edits.record(page, "\"record\":{", "\"record\":[") }),
  ]

  @Test func findsAllOfTwentyAlteredAmongFiveHundredAndNoOther() throws {
    let folder = try Folder()
    var expected: [String: String] = [:]
    for index in 0..<500 {
      var page = Self.page(index)
      let file = "student-\(1000 + index).html"
      if index % 25 == 7 {
        let (name, alter) = Self.alterations[expected.count]
        page = try alter(page, index)
        expected[file] = name
      }
      try folder.write(file, page)
    }
    #expect(expected.count == 20)

    let collection = try Self.collect(folder)
    #expect(collection.handIns.count == 500)
    #expect(collection.skipped == [])
    let edited = collection.handIns.filter { $0.verdict != .intact }
    #expect(Set(edited.map(\.file)) == Set(expected.keys))
    for handIn in edited {
      let words = handIn.findings.map(\.text).joined(separator: "\n")
      #expect(words.contains(expected[handIn.file] ?? "?"), "\(handIn.file): \(words)")
    }
    // Three kinds of results; one altered record has a digest of its own, one cannot be read.
    #expect(collection.groups.count == 4)
    #expect(collection.groups.prefix(3).map(\.members.count).reduce(0, +) == 498)
  }

  @Test func namesEverythingThatIsNoHandIn() throws {
    let folder = try Folder()
    try folder.write("ada.html", Self.page(1))
    try folder.write("notes.txt", "x")
    try folder.write("other.html", "<p>hello")
    try folder.write("group/bob.html", Self.page(2))
    try folder.write("bytes.html", "")
    try Data([0xFF]).write(to: folder.url.appendingPathComponent("bytes.html"))
    let files = FileManager.default
    try files.createDirectory(
      at: folder.url.appendingPathComponent("empty"), withIntermediateDirectories: true)
    try files.createSymbolicLink(
      atPath: folder.url.appendingPathComponent("link.html").path, withDestinationPath: "ada.html")
    #expect(mkfifo(folder.url.appendingPathComponent("pipe.html").path, 0o600) == 0)

    // What `report` writes beside a page is no hand-in of its own.
    try folder.write("ada.md", "# The same")
    try folder.write("alone.md", "# No page beside it")
    try folder.write("small.answers.md", "# Answers")
    try folder.write("All.zip", "PK")

    let collection = try Self.collect(folder)
    #expect(collection.handIns.map(\.file) == ["ada.html", "group/bob.html"])
    let skipped = Dictionary(
      uniqueKeysWithValues: collection.skipped.map { ($0.file, $0.reason) })
    #expect(skipped["notes.txt"] == "no .html file")
    #expect(skipped["other.html"]?.hasPrefix("no report") == true)
    #expect(skipped["bytes.html"] == "no report: not UTF-8 text")
    #expect(skipped["empty/"] == "an empty folder")
    #expect(skipped["link.html"] == "a symbolic link, not followed")
    #expect(skipped["pipe.html"] == "no ordinary file")
    #expect(skipped["alone.md"] == "no .html file")
    #expect(skipped["small.answers.md"]?.hasPrefix("answers without a report; hand in") == true)
    #expect(skipped["All.zip"] == "an archive; unpack it first")
    #expect(skipped.count == 9)
  }

  @Test func namesStudentsWhoComeTwice() throws {
    let folder = try Folder()
    try folder.write("a.html", Self.page(1))
    try folder.write("b.html", Self.page(1))
    try folder.write("c.html", Self.page(2))
    let collection = try Self.collect(folder)
    // The three files are of one moment, so their times say nothing.
    let notes = collection.handIns.map { $0.notes.filter { $0.contains("count") }.first ?? "" }
    #expect(
      notes[1] == "counts of 2 hand-ins: the last by name, since nobody can tell when they came")
    #expect(notes[0].hasPrefix("does not count, b.html does: "))
    #expect(notes[2] == "" && collection.handIns.filter(\.counts).count == 2)
  }

  @Test func namesAnswersInTheSameWords() throws {
    let folder = try Folder()
    let words = "The printed figure is one batch alone, divided by all of them."
    let copies = [
      words, words.uppercased().replacing(",", with: " \n*"), "My own, quite another one.",
    ]
    for (index, text) in copies.enumerated() {
      let record = SmallRun.record(student: StudentRecord(name: "S\(index)", id: "\(index)"))
      try folder.write(
        "\(index).html", SmallRun.page(record, answers: ["why": text, "padding": "c"]))
    }
    let collection = try Self.collect(folder)
    #expect(collection.handIns.map(\.identical) == [["why": ["S1"]], ["why": ["S0"]], [:]])
  }

  @Test(arguments: ["o\u{200B}ne", "ｏｎｅ", "O\u{AD}ne!"])
  func takesWordsForTheSameThatLookTheSame(word: String) {
    #expect(ClassCollection.normalized("It is \(word).") == ClassCollection.normalized("it is one"))
  }

  @Test func marksWhatMarksItselfAndCountsTheRestApart() throws {
    let folder = try Folder()
    try folder.write("a.html", Self.page(1))
    var collection = try Self.collect(folder)
    #expect(collection.handIns[0].scorecard.points == 3)
    #expect(collection.handIns[0].scorecard.awaiting == 1)

    var marks = MarksFile()
    #expect(collection.apply(&marks) == [])
    #expect(
      marks.text == """
        id,name,question,points,maximum,automatic,remark
        1001,Student 1,chance,,2,2,
        1001,Student 1,padding,,1,1,
        1001,Student 1,why,,4,,

        """)
  }

  @Test func saysWhyNothingMarksItself() throws {
    let folder = try Folder()
    try folder.write("a.html", Self.page(1))
    var strange = try ClassCollection(folder.url, lessons: [:])
    var marks = MarksFile()
    #expect(
      strange.apply(&marks) == [
        "lesson small is not among the lessons here, so nothing marks itself"
      ])
    try folder.write("small.md", SmallLesson.text)
    let url = folder.url.appendingPathComponent("small.md")
    let lesson = try #require(
      InstructorLesson(LessonLoader(folder: folder.url).load(url), at: url))
    var unanswered = try ClassCollection(folder.url, lessons: ["small": lesson])
    #expect(
      unanswered.apply(&marks) == ["lesson small has no answers here, so nothing marks itself"])
  }

  @Test func keepsMarksAndAddsRowsForOthers() throws {
    let typed =
      "id;name;question;points;maximum;automatic;remark;mood\r\n"
      + "1001;Student 1;why;2,5;4;;\"good; \"\"very\"\"\";happy\r\n77;Gone;why;1;4;;;\r\n"
    let folder = try Folder()
    try folder.write("a.html", Self.page(1))
    var collection = try Self.collect(folder)
    var marks = try MarksFile(typed, file: "marks.csv")
    let warnings = collection.apply(&marks)
    #expect(collection.handIns[0].scorecard.points == 5.5)
    #expect(collection.handIns[0].scorecard.awaiting == 0)
    #expect(marks.text.hasPrefix(typed))
    #expect(
      marks.text.dropFirst(typed.count)
        == "1001;Student 1;chance;;2;2;;\r\n1001;Student 1;padding;;1;1;;\r\n")
    #expect(warnings == ["marks kept of 1 who handed in nothing here: id 77"])

    var again = try MarksFile(marks.text, file: "marks.csv")
    _ = collection.apply(&again)
    #expect(again.text == marks.text)
  }

  /// Another lesson, whose question has an id of its own or that of the first lesson's.
  private static func otherPage(asking id: String) -> String {
    var record = SmallRun.record(student: StudentRecord(name: "Student 1", id: "1001"))
    record.lesson.id = "other"
    record.document = [.question(QuestionBlock(id: id, points: 3, content: []))]
    return SmallRun.page(record, answers: [id: "so"])
  }

  /// A hand-in of each lesson, both of one student.
  private static func bothLessons(otherAsking id: String) throws -> ClassCollection {
    let folder = try Folder()
    try folder.write("a.html", page(1))
    try folder.write("b.html", otherPage(asking: id))
    return try collect(folder)
  }

  @Test func keepsMarksWhenAnotherLessonJoins() throws {
    let typed = "id,question,points\n1001,why,2.5\n"
    var collection = try Self.bothLessons(otherAsking: "how")
    var marks = try MarksFile(typed, file: "m.csv")
    _ = collection.apply(&marks)
    let first = try #require(collection.handIns.first { $0.lesson == "small" })
    #expect(first.scorecard["why"]?.state == .marked(2.5))
    #expect(marks.text == typed + "1001,chance,\n1001,padding,\n1001,how,\n")
  }

  @Test func asksWhoseMarkItIsWhereLessonsShareAQuestionsName() throws {
    let typed = "id,question,points\n1001,why,2.5\n1001,other/why,1\n"
    var collection = try Self.bothLessons(otherAsking: "why")
    var marks = try MarksFile(typed, file: "m.csv")
    let warnings = collection.apply(&marks)
    #expect(
      warnings.last
        == "rows for why, which several lessons ask: write LESSON/why, whose it is")
    let states = collection.handIns.map { ($0.lesson, $0.scorecard["why"]?.state) }
    #expect(states.contains { $0 == ("other", .marked(1)) })
    #expect(states.contains { $0 == ("small", .awaiting) })
    #expect(marks.text.hasSuffix("1001,small/why,\n"))
  }

  @Test func saysWhatIsOddInTheMarks() throws {
    let folder = try Folder()
    try folder.write("a.html", Self.page(1))
    var collection = try Self.collect(folder)
    var marks = try MarksFile(
      "id,question,points\n1001,why,lots\n1001,padding,9\n1001,padding,1\n", file: "m.csv")
    let warnings = collection.apply(&marks)
    #expect(warnings.count == 3)
    #expect(warnings[0].hasPrefix("m.csv:2: id 1001, why: “lots” is no number"))
    #expect(warnings[1].hasPrefix("m.csv:4: a second row"))
    #expect(warnings[2] == "Student 1, padding: 9 points of 1")
    #expect(collection.handIns[0].scorecard["why"]?.state == .awaiting)
  }

  @Test func namesRowsOfAQuestionThatNobodyAsks() throws {
    let folder = try Folder()
    try folder.write("a.html", Self.page(1))
    var collection = try Self.collect(folder)
    var marks = try MarksFile("id,question,points\n1001,Why,2\n", file: "m.csv")
    #expect(collection.apply(&marks) == ["rows for Why, which no lesson here asks"])
  }

  @Test(arguments: ["id,points\n", "id,question,points\n\"1,why,2\n"])
  func refusesMarksThatItCannotRead(text: String) {
    #expect(throws: HandInProblem.self) { try MarksFile(text, file: "m.csv") }
  }

  @Test func showsTheModelAnswerBesideTheAnswers() throws {
    let folder = try Folder()
    try folder.write("a.html", Self.page(1))
    let page = HTMLWriter.write(OverviewPage.document(try Self.collect(folder)))
    #expect(page.contains("Because of the division."))
    #expect(page.contains("Student number 1 thinks"))
    #expect(!page.contains("<template"))
    #expect(!page.contains("<script"))
  }
}

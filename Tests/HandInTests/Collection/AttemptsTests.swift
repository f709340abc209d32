import Foundation
import Records
import Testing

@testable import HandIn

@Suite struct AttemptsTests {
  private static let due = "2026-11-28T12:00Z"

  /// A folder of hand-ins: path, name, number and seconds after the deadline.
  private static func collect(
    _ files: [(String, String, String, Double)], rules: ClassCollection.Rules
  ) throws -> ClassCollection {
    let folder = try Folder()
    let deadline = try #require(Deadline(due))
    for (path, name, id, late) in files {
      let page = SmallRun.page(
        SmallRun.record(student: StudentRecord(name: name, id: id)), answers: ["why": path])
      try folder.write(path, page)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: deadline.time + late)],
        ofItemAtPath: folder.url.appendingPathComponent(path).path)
    }
    return try ClassCollection(folder.url, lessons: SmallClass.lessons(), rules: rules)
  }

  private static let three: [(String, String, String, Double)] = [
    ("1.html", "Ada", "17", -7200), ("2.html", "Ada", "17", -60), ("3.html", "Ada", "17", 90_000),
  ]

  /// What is said of a hand-in, but for that its lesson is not this one to the letter.
  private static func notes(_ handIn: CollectedHandIn) -> [String] {
    handIn.notes.filter { $0 != "made with another version of the lesson" }
  }

  private static func counting(_ collection: ClassCollection) -> [String] {
    collection.handIns.filter(\.counts).map(\.file)
  }

  @Test func takesTheLastInTime() throws {
    let rules = ClassCollection.Rules(due: Deadline(Self.due))
    let collection = try Self.collect(Self.three, rules: rules)
    #expect(Self.counting(collection) == ["2.html"])
    #expect(collection.handIns.map(\.lateness) == [.inTime, .inTime, .days(2)])
    let notes = collection.handIns.map(Self.notes)
    #expect(notes[0] == ["does not count, 2.html does: the last before the deadline"])
    #expect(
      notes[1].first?.hasPrefix("counts of 3 hand-ins: the last before the deadline, ") == true)
    #expect(notes[2].first?.hasPrefix("2 days late: the file is of 2026-11-2") == true)
  }

  @Test func takesTheLastWhereNothingWasDue() throws {
    let collection = try Self.collect(Self.three, rules: .init())
    #expect(Self.counting(collection) == ["3.html"])
    #expect(collection.handIns.allSatisfy { $0.lateness == nil })
  }

  @Test func takesTheLastWhereAllAreLate() throws {
    let rules = ClassCollection.Rules(due: Deadline("2026-11-01"))
    let collection = try Self.collect(Self.three, rules: rules)
    #expect(Self.counting(collection) == ["3.html"])
    #expect(collection.handIns[0].notes.last?.hasSuffix("the last, all are late") == true)
  }

  @Test func takesTheOneThatIsChosen() throws {
    let rules = ClassCollection.Rules(due: Deadline(Self.due), chosen: ["3.html"])
    #expect(Self.counting(try Self.collect(Self.three, rules: rules)) == ["3.html"])
    for chosen in [["4.html"], ["1.html", "2.html"]] {
      #expect(throws: HandInProblem.self) {
        try Self.collect(Self.three, rules: .init(due: nil, chosen: Set(chosen)))
      }
    }
  }

  @Test func leavesAloneTwoWhoSayTheSameNumber() throws {
    let files = [("1.html", "Ada", "17", 0.0), ("2.html", "Bob", "17", 1.0)]
    var collection = try Self.collect(files, rules: .init())
    #expect(Self.counting(collection) == ["1.html", "2.html"])
    #expect(Self.notes(collection.handIns[0]) == ["the same number in 2.html"])
    var marks = MarksFile()
    _ = collection.apply(&marks)
    #expect(
      MarkingSheet(collection, marks).cells[0].notes == [
        "Another hand-in has the same number: 2.html. Both have one row of marks."
      ])
  }

  @Test func hasOneRowAndOnePlaceForWhatCounts() throws {
    var collection = try Self.collect(
      Self.three, rules: .init(due: Deadline(Self.due), chosen: []))
    var marks = MarksFile()
    _ = collection.apply(&marks)
    #expect(marks.text.split(separator: "\n").count == 4)
    let sheet = MarkingSheet(collection, marks)
    #expect(sheet.cells.filter { $0.question == 2 }.map(\.text) == ["2.html"])
    let csv = OverviewTable.csv(collection)
    #expect(csv.contains(",0,yes,") && csv.contains(",0,no,") && csv.contains(",2,no,"))
  }

  @Test func takesCanvasWordForLate() throws {
    let files = [("ada_LATE_1_2_r.html", "Ada", "17", -60.0), ("bob_3_4_r.html", "Bob", "18", -60)]
    let collection = try Self.collect(files, rules: .init(due: Deadline(Self.due)))
    #expect(collection.handIns.map(\.lateness) == [.late, .inTime])
    #expect(Self.notes(collection.handIns[0]).first == "late, as Canvas says")
  }

  @Test(arguments: [
    ("2026-11-28T12:00Z", 1_795_867_200.0), ("2026-11-28 13:00+01:00", 1_795_867_200),
    ("2026-11-28T12:00:30Z", 1_795_867_230),
  ])
  func readsATime(text: String, seconds: Double) throws {
    #expect(try #require(Deadline(text)).time == seconds)
  }

  @Test func lastsAMinuteWhereNoSecondIsSaid() throws {
    let due = try #require(Deadline("2026-11-28T12:00Z"))
    let late = [0, 59, 60, 86_459, 86_460].map { due.daysLate(due.time + $0) }
    #expect(late == [0, 0, 1, 1, 2])
    let exact = try #require(Deadline("2026-11-28T12:00:00Z"))
    #expect([0, 1].map { exact.daysLate(exact.time + $0) } == [0, 1])
  }

  /// As browsers call what has the name of another file.
  @Test func takesTheHighestNumberBehindAName() throws {
    let files = ["r (10).html", "r (2).html", "r.html"].map { ($0, "Ada", "17", 0.0) }
    let collection = try Self.collect(files, rules: .init())
    #expect(Self.counting(collection) == ["r (10).html"])
  }

  @Test func endsADayWithItsLastSecond() throws {
    let day = try #require(Deadline("2026-11-28")).time
    #expect(try #require(Deadline("2026-11-29 00:00")).time == day + 1)
  }

  @Test(arguments: [
    "", "tomorrow", "2026-13-01", "2026-02-30", "2026-02-30T10:00Z", "28.11.2026",
    "2026-11-28 24:00",
    "2026-11-28T12", "2026-11-28T12:00+1", "1969-01-01", "2026-11-28T12:00 CET",
  ])
  func refusesWhatIsNoTime(text: String) {
    #expect(Deadline(text) == nil)
  }
}

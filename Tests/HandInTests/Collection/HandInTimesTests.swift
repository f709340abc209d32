import Foundation
import Records
import Testing

@testable import HandIn

@Suite struct HandInTimesTests {
  private static let due = "2026-11-28 12:00"

  /// Hand-ins of some paths and numbers, all files of one time, judged by a table of times.
  private static func collect(_ files: [(String, String)], times: String?) throws -> ClassCollection
  {
    let folder = try Folder()
    let late = try #require(Deadline(due)).time + 100_000
    for (index, (path, id)) in files.enumerated() {
      let student = StudentRecord(name: "Student \(id)", id: id)
      try folder.write(path, SmallRun.page(SmallRun.record(student: student)))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: late + Double(index))],
        ofItemAtPath: folder.url.appendingPathComponent(path).path)
    }
    let table = try times.map { try HandInTimes($0, file: "t.csv") }
    return try ClassCollection(
      folder.url, lessons: SmallClass.lessons(),
      rules: .init(due: Deadline(due), times: table))
  }

  /// As Moodle writes it: a byte order mark, and more columns than are read.
  private static let worksheet = """
    \u{FEFF}Identifier,"Full name",Status,Grade,"Maximum Grade","Last modified (submission)","Last modified (grade)"
    Participant 5,"Ada L","Submitted for grading - ",,7.00,"Saturday, 28 November 2026, 12:00 PM",-
    Participant 6,Bob,"Submitted for grading - ",,7.00,"Sunday, 29 November 2026, 12:01 PM",-
    Participant 7,Eve,"No submission - ",,7.00,-,-

    """

  private static let moodle = [
    ("Ada L_5_assignsubmission_file_/r.html", "17"), ("Bob_6_assignsubmission_file/r.html", "18"),
  ]

  @Test func takesTheTimesOfMoodlesWorksheet() throws {
    let collection = try Self.collect(Self.moodle, times: Self.worksheet)
    #expect(collection.handIns.map(\.lateness) == [.inTime, .days(2)])
    #expect(collection.timeNotes == [])
    #expect(
      collection.handIns[1].notes.contains("2 days late: t.csv says 2026-11-29 12:01"))
    let overview = OverviewTable.csv(collection)
    #expect(overview.contains(",2026-11-28 12:00,0,yes,"))
    #expect(overview.contains(",2026-11-29 12:01,2,yes,"))
  }

  @Test func callsNobodyLateWhereMoodlesArchiveSaysNothing() throws {
    let collection = try Self.collect(Self.moodle, times: nil)
    #expect(collection.handIns.allSatisfy { $0.lateness == nil && $0.time == nil })
    #expect(collection.timeNotes.map { $0.prefix(16) } == ["Moodle’s archive"])
    #expect(OverviewTable.csv(collection).contains(",,,yes,"))
  }

  @Test func callsLateWhatCanvasCallsLate() throws {
    let files = [("ada_LATE_1_2_r.html", "17"), ("bob_3_4_r.html", "18")]
    let collection = try Self.collect(files, times: nil)
    #expect(collection.handIns.map(\.lateness) == [.late, .inTime])
    #expect(collection.handIns.allSatisfy { $0.time == nil })
    #expect(collection.timeNotes.map { $0.prefix(16) } == ["Canvas’ archive "])
    #expect(OverviewTable.csv(collection).contains(",,late,yes,"))
  }

  @Test func callsNobodyLateWhereAllFilesAreOfOneMoment() throws {
    let files = [("a.html", "1"), ("b.html", "2"), ("c.html", "3")]
    let collection = try Self.collect(files, times: nil)
    #expect(collection.handIns.allSatisfy { $0.lateness == nil })
    #expect(collection.timeNotes.map { $0.prefix(30) } == ["all 3 files are of one minute,"])
    // Two may well have come together.
    let two = try Self.collect(Array(files.prefix(2)), times: nil)
    #expect(two.handIns.allSatisfy { $0.lateness == .days(2) } && two.timeNotes == [])
  }

  @Test(arguments: ["file,handed_in\na/1.html,2026-11-28\n", "ID;Handed_in\n17;2026-11-28\n"])
  func takesATableOfOnesOwn(table: String) throws {
    let collection = try Self.collect([("a/1.html", "17"), ("2.html", "18")], times: table)
    #expect(collection.handIns.map(\.lateness) == [.days(1), nil])
    #expect(
      collection.timeNotes == [
        "t.csv has 1 day without an hour: each is taken to its end, 23:59:59",
        "t.csv has no time of 1 hand-in: 2.html",
      ])
    #expect(OverviewTable.csv(collection).contains(",2026-11-28 23:59:59,1,yes,"))
  }

  /// A number with a digit too many is seen beside the hand-in that has no time for it.
  @Test func namesTimesOfNobody() throws {
    let collection = try Self.collect(
      [("1.html", "17"), ("2.html", "18")],
      times: "id,handed_in\n017,2026-11-28 09:00\n18,2026-11-28 09:00\n")
    #expect(
      collection.timeNotes == [
        "t.csv has no time of 1 hand-in: 1.html", "t.csv has times of none of the hand-ins: 017",
      ])
  }

  @Test(arguments: [
    ("id,handed_in,handed_in\n1,2026-11-28,2026-12-28\n", "t.csv:1: several columns say the same"),
    ("id,ID,handed_in\n1,1,2026-11-28\n", "t.csv:1: several columns say the same"),
    ("file,id,handed_in\n1.html,1,2026-11-28\n,2,2026-11-28\n", "t.csv:3: a time of nobody"),
  ])
  func refusesATableOfTwoMinds(table: String, message: String) {
    let problem = #expect(throws: HandInProblem.self) { try HandInTimes(table, file: "t.csv") }
    #expect(problem?.description.hasPrefix(message) == true)
  }

  @Test func letsTheLastInTimeCountByTheTable() throws {
    let files = [("1.html", "17"), ("2.html", "17"), ("3.html", "17")]
    let table = """
      file,handed_in
      1.html,2026-11-28 11:00
      2.html,2026-11-28 10:00
      3.html,2026-11-28 12:01

      """
    let collection = try Self.collect(files, times: table)
    #expect(collection.handIns.filter(\.counts).map(\.file) == ["1.html"])
  }

  @Test(arguments: [
    "Saturday, 28 November 2026, 11:59 PM", "Saturday, November 28, 2026, 11:59 PM",
    "Saturday, 28 November 2026, 23:59", "saturday, 28 november 2026, 11:59\u{202F}pm",
    "2026-11-28 23:59",
  ])
  func readsMoodlesTimes(text: String) throws {
    let table = "id,handed_in\n17,\"\(text)\"\n"
    let collection = try Self.collect([("a.html", "17")], times: table)
    #expect(collection.handIns[0].time == Deadline("2026-11-28 23:59")?.time)
  }

  @Test(arguments: [
    ("", "t.csv:1: it does not say who handed in when"),
    ("id,time\n17,2026-11-28\n", "t.csv:1: it does not say who handed in when"),
    ("Teilnehmer,Zuletzt geändert (Abgabe)\n", "t.csv:1: it does not say who handed in when"),
    ("id,handed_in\n17,yesterday\n", "t.csv:2: “yesterday” is no time, such as 2026-11-28 23:59"),
    ("id,handed_in\n17,\"Monday, 31 June 2026, 1:00 PM\"\n", "t.csv:2: “Monday, 31 June 2026"),
    ("id,handed_in\n17,\"Monday, 1 June 2026, 13:00 PM\"\n", "t.csv:2: “Monday, 1 June 2026"),
    ("id,handed_in\n17,2026-11-28\n17,2026-11-29\n", "t.csv:3: a second time for 17"),
    ("id,handed_in\n\"17,2026-11-28\n", "t.csv:2: "),
  ])
  func saysWhatIsWrongWithATable(text: String, words: String) {
    #expect {
      try HandInTimes(text, file: "t.csv")
    } throws: {
      "\($0)".hasPrefix(words)
    }
  }
}

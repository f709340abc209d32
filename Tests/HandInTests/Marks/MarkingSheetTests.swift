import Foundation
import Records
import Testing

@testable import HandIn

@Suite struct MarkingSheetTests {
  private static let students: [(String, [String: String])] = [
    (
      "Bea",
      ["chance": "value: 0.6931", "why": "It is divided by the number of all reviews there are."]
    ),
    (
      "Ada",
      ["chance": "value: 0.5", "why": "It is divided by the number of all reviews there are."]
    ),
    ("Cid", ["padding": "choice: c"]),
  ]

  @Test func goesQuestionByQuestion() throws {
    var small = try SmallClass(Self.students)
    let sheet = try small.sheet()
    #expect(sheet.questions.map(\.id) == ["chance", "padding", "why"])
    #expect(sheet.cells.map(\.question) == [0, 0, 0, 1, 1, 1, 2, 2, 2])
    #expect(
      sheet.cells.map(\.who) == Array(repeating: ["Ada", "Bea", "Cid"], count: 3).flatMap { $0 })
    #expect(sheet.cells[0].automatic.state == .wrong && sheet.cells[1].automatic.state == .right)
    #expect(
      sheet.cells[6].automatic.state == .awaiting && sheet.cells[8].automatic.state == .unanswered)
    #expect(sheet.cells[6].notes == ["The same words as 1 more: Bea."])
    #expect(Set(sheet.cells.map(\.id)).count == 9)
  }

  /// Points and remarks of an answer say nothing of the one that has come in its place.
  @Test func asksAgainForAnAnswerThatHasChanged() throws {
    func small(_ text: String) throws -> SmallClass {
      try SmallClass([("Ada", ["chance": "value: 0.6931", "padding": "choice: c", "why": text])])
    }
    var before = try small("One reason.")
    let cell = try #require(try before.sheet().cells.last)
    let entry = MarksFile.Entry(points: "3", remark: "Good.")
    #expect(try before.store.set(entry, was: .init(), in: cell.row) == .saved)
    var marks = try before.store.read()
    #expect(before.collection.apply(&marks).isEmpty)
    #expect(before.collection.handIns[0].scorecard["why"]?.state == .marked(3))

    var after = try small("Another reason.")
    let warnings = after.collection.apply(&marks)
    #expect(warnings.count == 1)
    #expect(warnings[0].hasPrefix("Ada, why: marked, but the answer has changed since"))
    #expect(after.collection.handIns[0].scorecard["why"]?.state == .awaiting)
    let sheet = MarkingSheet(after.collection, marks)
    #expect(sheet.cells.map(\.row.isForAnother) == [false, false, true])
    #expect(sheet.cells[2].entry == entry)
    #expect(Feedback(after.collection, marks, hasModelAnswers: false).pages.isEmpty)
  }

  @Test func tellsOfAnotherRunAndOfEditing() throws {
    let folder = try Folder()
    var record = SmallRun.record()
    record.seed = 8
    try folder.write("a.html", SmallRun.page(record).replacing("Ada", with: "Eve"))
    var collection = try ClassCollection(folder.url, lessons: SmallClass.lessons())
    var marks = MarksFile()
    _ = collection.apply(&marks)
    #expect(
      MarkingSheet(collection, marks).cells[0].notes == [
        "The hand-in was edited; lesson collect says where.",
        "Its figures are of another run than the lesson’s own: seed 8.",
      ])
  }

  @Test func hidesWhoItIsAndKeepsTheCodes() throws {
    var small = try SmallClass(Self.students)
    var key = AnonymousKey()
    key.add(small.collection.handIns)
    let sheet = try small.sheet(key: key)
    let codes = Array(sheet.cells.prefix(3).map(\.who))
    #expect(codes == codes.sorted() && Set(codes).count == 3 && codes.allSatisfy { $0.count == 4 })
    #expect(sheet.cells.allSatisfy { $0.number.isEmpty })
    #expect(sheet.cells.flatMap(\.notes) == Array(repeating: "The same words as 1 more.", count: 2))
    // Nobody who knows the numbers of a class can find out whose cell it is.
    let named = try small.sheet()
    #expect(Set(named.cells.map(\.id)).isDisjoint(with: sheet.cells.map(\.id)))

    var again = try AnonymousKey(key.text, file: "k.csv")
    again.add(small.collection.handIns)
    #expect(again.text == key.text)
    #expect(
      small.collection.handIns.map { again.code(of: $0) }
        == small.collection.handIns.map { key.code(of: $0) })
  }

  @Test(arguments: [
    "a,b\n", "code,id,name\nX,1\n", "code,id,name\nX,1,A\nX,2,B\n", "code,id,name\nX,1,A\nY,1,A\n",
  ])
  func refusesAKeyThatIsNone(text: String) {
    #expect(throws: HandInProblem.self) { try AnonymousKey(text, file: "k.csv") }
  }

  @Test func ordersByChance() throws {
    let students = (0..<40).map { (name: "Student \($0 + 10)", answers: ["why": "\($0)"]) }
    var small = try SmallClass(students)
    var key = AnonymousKey()
    key.add(small.collection.handIns)
    let texts = try small.sheet(key: key).cells.filter { $0.question == 2 }.map(\.text)
    // Forty in order by chance: once in 40! times.
    #expect(texts != (0..<40).map(String.init) && texts.count == 40)
  }
}

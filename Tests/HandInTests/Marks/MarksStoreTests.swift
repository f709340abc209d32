import Dispatch
import Foundation
import Testing

@testable import HandIn

@Suite struct MarksStoreTests {
  private func row(_ id: Int, _ question: String = "why") -> CollectedHandIn.Row {
    CollectedHandIn.Row(
      key: MarksFile.Key(id: "\(id)", name: "", question: question),
      values: ["id": "\(id)", "question": question])
  }

  @Test func hasEachMarkOnTheDiskForNobodyElseToRead() throws {
    let folder = try Folder()
    let url = folder.url.appendingPathComponent("marks.csv")
    let store = MarksStore(url, name: "marks.csv")
    #expect(try store.set(.init(points: "2"), was: .init(), in: row(1)) == .saved)
    let text = try String(contentsOf: url, encoding: .utf8)
    #expect(text == "id,name,question,points,maximum,automatic,remark\n1,,why,2,,,\n")
    let mode = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["marks.csv"])
  }

  @Test func refusesAMarkOverOneThatWasNotSeen() throws {
    let folder = try Folder()
    let url = folder.url.appendingPathComponent("marks.csv")
    let (one, other) = (MarksStore(url, name: "m"), MarksStore(url, name: "m"))
    #expect(try one.set(.init(points: "2"), was: .init(), in: row(1)) == .saved)
    #expect(
      try other.set(.init(points: "3"), was: .init(), in: row(1)) == .conflict(.init(points: "2")))
    #expect(try one.read().entry(row(1).key) == .init(points: "2"))
    // Who says the same as what is there is right already.
    #expect(try other.set(.init(points: "2"), was: .init(), in: row(1)) == .saved)
    #expect(try other.set(.init(points: "3"), was: .init(points: "2"), in: row(1)) == .saved)
  }

  @Test func knowsWhichAnswerAMarkWasGivenFor() throws {
    let folder = try Folder()
    let store = MarksStore(folder.url.appendingPathComponent("marks.csv"), name: "m")
    var row = row(1)
    row.answer = "aa"
    let entry = MarksFile.Entry(points: "2")
    #expect(try store.set(entry, was: .init(), in: row) == .saved)
    #expect(try store.read().text.hasSuffix(",remark,answer\n1,,why,2,,,,aa\n"))
    #expect(try !store.read().isForAnother("aa", row.key))
    #expect(try store.read().isForAnother("bb", row.key))
    // The same points for the other answer.
    row.answer = "bb"
    #expect(try store.set(entry, was: entry, in: row) == .saved)
    #expect(try !store.read().isForAnother("bb", row.key))
    #expect(try store.set(.init(), was: entry, in: row) == .saved)
    #expect(try !store.read().isForAnother("cc", row.key))
  }

  @Test func keepsWhatASpreadsheetHasSavedMeanwhile() throws {
    let folder = try Folder()
    try folder.write("marks.csv", "id,question,points\n1,why,\n2,why,\n")
    let store = MarksStore(folder.url.appendingPathComponent("marks.csv"), name: "m")
    _ = try store.set(.init(points: "1"), was: .init(), in: row(1))
    try folder.write("marks.csv", "id;question;points;mine\r\n2;why;2,5;x\r\n1;why;1;\r\n")
    #expect(try store.set(.init(points: "3"), was: .init(points: "1"), in: row(1)) == .saved)
    let text = try String(
      contentsOf: folder.url.appendingPathComponent("marks.csv"), encoding: .utf8)
    #expect(text == "id;question;points;mine\r\n2;why;2,5;x\r\n1;why;3;\r\n")
  }

  @Test func losesNothingWhenManyWriteAtOnce() throws {
    let folder = try Folder()
    let url = folder.url.appendingPathComponent("marks.csv")
    let stores = (0..<4).map { _ in MarksStore(url, name: "m") }
    DispatchQueue.concurrentPerform(iterations: 60) { index in
      _ = try? stores[index % 4].set(.init(points: "\(index)"), was: .init(), in: row(index))
    }
    let marks = try stores[0].read()
    #expect((0..<60).allSatisfy { marks.entry(row($0).key) == .init(points: "\($0)") })
  }

  @Test func saysWhyATableCannotBeWritten() throws {
    let folder = try Folder()
    let url = folder.url.appendingPathComponent("marks.csv")
    try folder.write("marks.csv", "name,points\n")
    #expect(throws: HandInProblem.self) {
      try MarksStore(url, name: "m").set(.init(points: "1"), was: .init(), in: row(1))
    }
    try folder.write("other.csv", "\u{FEFF}")
    try FileManager.default.removeItem(at: url)
    try FileManager.default.linkItem(at: folder.url.appendingPathComponent("other.csv"), to: url)
    #expect(throws: HandInProblem.self) {
      try MarksStore(url, name: "m").set(.init(points: "1"), was: .init(), in: row(1))
    }
  }
}

import Foundation
import Records
import Testing

@testable import Report

@Suite struct CarriedRecordTests {
  private static let answers = ["low-loss": "It is the last batch alone."]
  private static let page = HTMLWriter.write(
    ReportBuilder.build(Replay.record(), answers: answers))

  private func carried(_ page: String = page) throws -> CarriedRecord {
    let parts = try #require(CarriedText.parts(of: page))
    return try CarriedRecord(json: parts.carried)
  }

  @Test func carriesRecordAndAnswers() throws {
    let carried = try carried()
    #expect(carried.record == Replay.record())
    #expect(carried.answers == Self.answers)
    #expect(carried.program == ProgramVersion.text)
  }

  @Test func makesTheSamePageAgain() throws {
    let carried = try carried()
    let again = HTMLWriter.write(ReportBuilder.build(carried.record, answers: carried.answers))
    #expect(again.utf8.elementsEqual(Self.page.utf8))
  }

  @Test func digestsRecompute() throws {
    let carried = try carried()
    #expect(try carried.recomputedSHA256() == carried.sha256)
    #expect(try carried.recomputedDigests() == carried.digests)
    let parts = try #require(CarriedText.parts(of: Self.page))
    #expect(SHA256Digest.hex(of: parts.page) == carried.pageSHA256)
  }

  @Test func digestOfAPartChangesWithThatPartAlone() throws {
    let before = try carried().digests
    var record = Replay.record()
    record.steps[3].results["losses"] = [0.5]
    let page = HTMLWriter.write(ReportBuilder.build(record, answers: Self.answers))
    let changed = try carried(page).digests.filter { before[$0.key] != $0.value }
    #expect(changed.keys.sorted() == ["steps.train-head.results.losses"])
  }

  @Test(arguments: Attacks.all)
  func carriesEveryTextUnchangedAndInert(attack: String) throws {
    let record = Attacks.record(with: attack)
    let page = HTMLWriter.write(ReportBuilder.build(record, answers: ["asked": attack]))
    let carried = try carried(page)
    #expect(carried.answers["asked"]?.utf8.elementsEqual(attack.utf8) == true)
    #expect(carried.record.student == record.student)
    let json = try #require(CarriedText.parts(of: page)).carried
    #expect(json.unicodeScalars.allSatisfy { !VisibleText.acts($0) && $0 != "<" && $0 != "&" })
  }

  @Test func staysOutOfADocumentThatIsNoReport() {
    var document = ReportBuilder.build(Replay.record())
    document.source = nil
    #expect(CarriedText.parts(of: HTMLWriter.write(document)) == nil)
  }
}

@Suite struct UnansweredTests {
  @Test func namesOpenQuestionsOfAHandInFirst() {
    var record = Replay.record()
    #expect(!Page(record).text.contains("without an answer"))
    record.student = StudentRecord(name: "Ada")
    let text = Page(record, answers: ["low-loss": " \n"]).text
    #expect(text.contains("2 of 2 questions without an answer"))
    let place = text.firstRange(of: "without an answer")?.lowerBound
    let departures = text.firstRange(of: "Not as in the notebook")?.lowerBound
    #expect(place.flatMap { place in departures.map { place < $0 } } == true)
  }

  @Test func saysNothingWhereAllIsAnswered() {
    let page = Page(Replay.record(), answers: ["low-loss": "a", "conclusion": "b"])
    #expect(!page.text.contains("without an answer"))
  }
}

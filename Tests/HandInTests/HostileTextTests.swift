import Foundation
import HostileText
import Records
import Report
import Testing

@testable import HandIn

@Suite struct HostileTextTests {
  private static func page(_ text: String) -> String {
    SmallRun.page(
      SmallRun.record(student: StudentRecord(name: text, id: text)),
      answers: ["why": text, "chance": text, text: text])
  }

  private static func tags(_ page: String) -> [String] {
    PageTokens(page).tokens.filter { $0.kind == .tag }.map { token in
      String(token.text.dropFirst().prefix { $0 != " " && $0 != ">" })
    }
  }

  private static func acts(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      (scalar.value < 0x20 && scalar != "\n") || scalar.value == 0x7F
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        || (0xE0000...0xE007F).contains(scalar.value) || scalar.value == 0xFEFF
    }
  }

  @Test(arguments: HostileText.all)
  func leavesThePageAsItIs(text: String) {
    #expect(Self.tags(Self.page(text)) == Self.tags(Self.page("harmless")))
  }

  @Test(arguments: HostileText.all)
  func carriesTheTextUnchanged(text: String) throws {
    let verification = try Verifier.verify(Data(Self.page(text).utf8), file: "a.html")
    #expect(verification.verdict == .intact)
    #expect(verification.record?.student?.name.utf8.elementsEqual(text.utf8) == true)
    #expect(verification.answers["why"]?.utf8.elementsEqual(text.utf8) == true)
  }

  @Test(arguments: HostileText.all)
  func carriesNothingThatActs(text: String) throws {
    let carried = try #require(CarriedText.parts(of: Self.page(text))).carried
    #expect(!carried.contains("<") && !carried.contains(">") && !carried.contains("&"))
    #expect(!Self.acts(carried))
  }

  @Test(arguments: HostileText.all)
  func saysNothingOnATerminalThatActs(text: String) throws {
    let edited = try Edits.page(
      SmallRun.page(answers: ["why": "written by me alone"]), "written by me alone", "another")
    let parts = try #require(CarriedText.parts(of: Self.page(text)))
    let carried = parts.carried.replacing("0.537", with: "0.937")
    let page = parts.page.replacing("</template>", with: carried + "</template>")
    for page in [edited, page] {
      for finding in try Verifier.verify(Data(page.utf8), file: text).findings {
        #expect(!Self.acts(finding.text) && !finding.text.contains("\n"))
        #expect(!finding.text.contains("##["))
        #expect(!finding.text.drop { $0.isWhitespace }.hasPrefix("::"))
      }
    }
    let line = OneLine.of(text)
    #expect(!Self.acts(line) && !line.contains("\n") && !line.hasPrefix("::"))
    #expect(!line.contains("##["))
  }

  @Test(arguments: HostileText.all)
  func overviewHoldsNothingThatActs(text: String) throws {
    func overview(_ text: String) throws -> (String, String, String) {
      let folder = try Folder()
      try folder.write("a.html", Self.page(text))
      var collection = try ClassCollection(folder.url, lessons: [:])
      #expect(collection.handIns.count == 1)
      var marks = MarksFile()
      _ = collection.apply(&marks)
      return (
        HTMLWriter.write(OverviewPage.document(collection)), OverviewTable.csv(collection),
        marks.text
      )
    }
    let (page, table, marks) = try overview(text)
    let harmless = try overview("harmless")
    #expect(Self.tags(page) == Self.tags(harmless.0))
    for csv in [table, marks] {
      #expect(!Self.acts(csv))
      let rows = try CSV.rows(of: csv).rows
      let others = try CSV.rows(of: csv == table ? harmless.1 : harmless.2).rows
      #expect(rows.count == others.count)
      for cell in rows.flatMap(\.cells) {
        let first = cell.first { $0 != " " }
        #expect(!"=+-@\t\r".contains(first ?? "x"), "\(cell)")
      }
    }
    // The row in the marks is found again by the student's number, whatever it is.
    let again = try MarksFile(marks, file: "m.csv")
    let id = OneLine.of(text, limit: 100)
    #expect(
      again.known.contains(.init(id: id, name: OneLine.of(text, limit: 200), question: "why")))
  }

  @Test(arguments: HostileText.all)
  func markdownHoldsNoMarkupOfIts(text: String) {
    let record = SmallRun.record(student: StudentRecord(name: text, id: nil))
    let markdown = MarkdownWriter.write(ReportBuilder.build(record, answers: ["why": text]))
    #expect(
      !markdown.contains("<script") && !markdown.contains("<img") && !markdown.contains("<svg"))
    #expect(!markdown.replacing("\\]", with: "").contains("](javascript:"))
    #expect(!Self.acts(markdown))
    #expect(!markdown.split(separator: "\n").contains { $0.hasPrefix("::") })
  }
}

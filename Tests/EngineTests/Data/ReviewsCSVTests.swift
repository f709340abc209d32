import Foundation
import Testing

@testable import Engine

@Suite struct ReviewsCSVTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(
    _ bytes: some Sequence<UInt8>, keep: (column: String, value: String)? = nil
  ) throws -> TextDataset.Split? {
    try TextDataset.reviewsCSV(
      try folder.write(bytes, to: "reviews.csv"), textColumn: "text", labelColumn: "label",
      keep: keep, classNames: ["negative", "positive"]
    ).splits["train"]
  }

  private func read(_ text: String) throws -> TextDataset.Split? { try read(text.utf8) }

  /// The line and the reason of the refusal.
  private func refusal(_ bytes: some Sequence<UInt8>) -> (line: Int?, reason: String)? {
    do {
      _ = try read(bytes)
    } catch EngineError.invalidData(_, let line, let reason) {
      return (line, reason)
    } catch { Issue.record(error) }
    return nil
  }

  @Test func readsQuotesCommasAndLineEndsWithinFields() throws {
    let split = try read("text,label\n\"a, \"\"b\"\"\nc\",1\nplain,0\n\"\",0\n\"\"\"\",1")
    #expect(split?.texts == ["a, \"b\"\nc", "plain", "", "\""])
    #expect(split?.labels == [1, 0, 0, 1])
  }

  @Test func readsAByteOrderMarkAndWindowsLineEnds() throws {
    let split = try read([0xEF, 0xBB, 0xBF] + "text,label\r\na,1\r\n\r\n\"b\",0\r\n".utf8)
    #expect(split == TextDataset.Split(texts: ["a", "b"], labels: [1, 0]))
  }

  @Test(arguments: ["\r", "\n", "\r\n"], [",", ";", "\t"])
  func readsTablesAsSpreadsheetsSaveThem(end: String, separator: String) throws {
    let lines = ["text|label", "a, b; c|1", "\"d|\(end)e\"|0", ""]
    let text = lines.joined(separator: end).replacing("|", with: separator)
      .replacing("a, b; c", with: separator == "\t" ? "a, b; c" : "\"a, b; c\"")
    #expect(
      try read("\u{FEFF}" + text)
        == TextDataset.Split(texts: ["a, b; c", "d\(separator)\(end)e"], labels: [1, 0]))
    let found = refusal((text + "x\(separator)seven\(end)").utf8)
    #expect(found?.line == 5)
  }

  @Test func saysInAShortLineThatATableHasNoSuchColumns() {
    let text = (0..<1000).map { "a film number \($0) that I saw and shall not forget so soon,1" }
    let found = refusal(text.joined(separator: ",").utf8)
    #expect(
      found?.reason.hasPrefix("no column 'text'; the columns are 'a film number 0 that I saw")
        == true)
    #expect(found?.reason.hasSuffix(" and 1990 more") == true)
    #expect(found.map { $0.reason.count < 500 } == true)
    let label = refusal("text,label\na,\(String(repeating: "b", count: 5000))\n".utf8)
    #expect(label.map { $0.reason.count < 200 } == true)
  }

  @Test func takesAQuoteWithinAPlainFieldForItself() throws {
    #expect(try read("text,label\na \"b\" c,1\n")?.texts == ["a \"b\" c"])
  }

  @Test func readsNamesOfClasses() throws {
    #expect(try read("label,text\npositive,a\nnegative,b\n\"positive\",c")?.labels == [1, 0, 1])
  }

  @Test func takesTextsOfUpToAMebibyte() throws {
    let text = String(repeating: "x", count: 1 << 20)
    #expect(try read("text,label\n\(text),1\n")?.texts == [text])
    let found = refusal("text,label\na,0\n\(text)x,1\n".utf8)
    #expect(found?.line == 3)
    #expect(found?.reason == "a text of 1048577 bytes, and there may be 1048576")
  }

  @Test func keepsTheRowsAskedFor() throws {
    let text = "text,label,source\na,1,imdb\nb,seven,other\nc,0,\"imdb\"\n"
    #expect(try read(text.utf8, keep: ("source", "imdb"))?.texts == ["a", "c"])
    let error = #expect(throws: EngineError.self) {
      try read(text.utf8, keep: ("source", "nowhere"))
    }
    #expect(error?.description.contains("no row has 'nowhere' in column 'source'") == true)
  }

  @Test func namesTheColumnsThereAreAndTheNearest() {
    let found = refusal("Texts,label\na,1".utf8)
    #expect(found?.line == 1)
    #expect(
      found?.reason
        == "no column 'text'; the columns are 'Texts', 'label'; did you mean 'Texts'?")
    #expect(refusal("a,label\nb,1".utf8)?.reason.hasSuffix("'a', 'label'") == true)
    #expect(refusal("text,text,label\na,b,1".utf8)?.reason.contains("two columns") == true)
  }

  @Test func namesTheLineOfALabelThatIsNoClass() {
    let found = refusal("text,label\n\"a\n\",1\nb,2\n".utf8)
    #expect(found?.line == 4)
    #expect(
      found?.reason == "label '2' is no class; the classes are 0 (negative), 1 (positive)")
  }

  @Test func namesTheLineWhereAQuoteIsOpened() {
    let found = refusal("text,label\na,1\n\"b,1\nc,0\n".utf8)
    #expect(found?.line == 3)
    #expect(found?.reason.contains("never closed") == true)
  }

  @Test func namesTheLineOfTextAfterAQuote() {
    let found = refusal("text,label\n\"a\n\"b,1\n".utf8)
    #expect(found?.line == 3)
    #expect(found?.reason.contains("after a closing quote") == true)
  }

  @Test(arguments: ["a\n", "a,1,x\n", "a,1,\n"])
  func namesTheLineWithAnotherNumberOfFields(record: String) {
    let found = refusal("text,label\n\"x\ny\",1\n\(record)".utf8)
    #expect(found?.line == 4)
    #expect(found?.reason.contains("the first line names 2 columns") == true)
  }

  @Test func namesTheLineThatIsNotUTF8() {
    let found = refusal("text,label\na,1\n".utf8 + [0x62, 0xE9] + ",1\n".utf8)
    #expect(found?.line == 3)
    #expect(found?.reason.contains("not UTF-8") == true)
  }

  @Test(arguments: ["", "\n\r\n", "\u{FEFF}"])
  func refusesAnEmptyFile(text: String) {
    #expect(refusal(text.utf8)?.reason == "the file is empty")
  }

  @Test func refusesATableWithoutRows() {
    #expect(refusal("text,label\n".utf8)?.reason == "no row follows the first line")
  }

  @Test(.enabled(if: TestAssets.reviews != nil))
  func readsThePublishedOrder() throws {
    let data = try TextDataset.reviewsCSV(
      try #require(TestAssets.reviews), textColumn: "text", labelColumn: "label",
      keep: (column: "source", value: "imdb"), classNames: ["negative", "positive"])
    let split = try #require(data.splits["train"])
    #expect(split.texts.count == 25_000)
    #expect(split.labels == Array(repeating: 0, count: 12_500) + Array(repeating: 1, count: 12_500))
    #expect(split.texts.first?.hasPrefix("I rented I AM CURIOUS-YELLOW") == true)
  }
}

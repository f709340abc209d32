import Base
import Foundation
import HostileText
import Testing

@testable import HandIn
@testable import MarkingPage

@Suite struct SheetDataTests {
  @Test(arguments: HostileText.all)
  func carriesStudentsTextsAsTextAlone(text: String) throws {
    var small = try SmallClass([(text, ["why": text])])
    let page = try SheetData.page(try small.sheet())
    let empty = MarkingShell.page(carrying: "{}")
    // Whatever is carried, the page has the elements that it has without it.
    #expect(page.count { $0 == "<" } == empty.count { $0 == "<" })
    let start = try #require(page.range(of: "id=\"class\">")).upperBound
    let end = try #require(page[start...].range(of: "</script>")).lowerBound
    let data = try JSONReader.value(of: String(page[start..<end]))
    let cell = data["cells"]?.array?.first { $0["question"]?.int == 2 }
    #expect(cell?["text"]?.string == VisibleText.of(text))
  }

  @Test func saysWhatTheScriptNeeds() throws {
    var small = try SmallClass([("Ada", ["chance": "value: 0.6931", "why": "So."])])
    let data = SheetData.json(try small.sheet(), digest: "d", hasRows: true)
    let cells = try #require(data["cells"]?.array)
    #expect(cells.map { $0["automatic"]?.number } == [2, 0, nil])
    #expect(
      cells.map { $0["said"]?.string } == [
        "Automatic: right, 2 of 2.", "Automatic: no answer.", "Automatic: awaiting marking.",
      ])
    #expect(cells[0]["row"]?["id"]?.string == "101")
    #expect(data["questions"]?.array?[2]["name"]?.string == "Question 3: why")
    #expect(
      data["questions"]?.array?[2]["answer"]?.string?.contains("Because of the division.") == true)
    #expect(
      SheetData.json(try small.sheet(), digest: "d", hasRows: false)["cells"]?.array?[0]["row"]
        == nil)
  }
}

import Foundation
import Records
import Testing

@testable import Report

/// Pictures in a report: with words for whoever does not see them, and nothing but pictures.
struct PictureResultsTests {
  private static func picture(_ changes: [String: JSONValue] = [:]) -> JSONValue {
    let sound: [String: JSONValue] = [
      "row": 7, "shape": [1, 2, 1], "pixels": .string(Data([0, 255]).base64EncodedString()),
    ]
    return .object(sound.merging(changes) { $1 })
  }

  private func view(_ pictures: [JSONValue]) throws -> ResultView {
    var reader = ResultReader(["pictures": ["some": .array(pictures)]])
    let view = try #require(PictureResults.view(&reader))
    #expect(reader.rest.isEmpty)
    return view
  }

  private func html(_ view: ResultView) -> String {
    var blocks = HTMLBlocks()
    return blocks.nodes(view.blocks).map(HTMLSerializer.text).joined()
  }

  @Test func saysWhatEachIsAndWhatTheModelSays() throws {
    let view = try view([
      Self.picture(["actual": "odd", "predicted": "even"]),
      Self.picture(["actual": "odd", "predicted": "odd"]), Self.picture(),
    ])
    #expect(view.gist == "3 pictures")
    let html = html(view)
    #expect(html.contains("alt=\"The picture of row 7, is odd, the model says even\""))
    #expect(html.contains("src=\"data:image/png;base64,iVBORw0KGgo"))
    #expect(html.contains("✗") && html.contains("✓"))
    #expect(html.contains("3 pictures, of which the model gets 1 wrong"))
    let markdown = MarkdownWriter.text(view.blocks)
    #expect(markdown.contains("- The picture of row 7, is odd, the model says even"))
    #expect(!markdown.contains("base64"))
  }

  @Test func keepsHostileTextText() throws {
    let html = html(
      try view([Self.picture(["actual": "\"><script>", "predicted": "<img onerror=1>"])]))
    #expect(!html.contains("<script") && !html.contains("<img onerror"))
  }

  @Test(
    arguments: [
      ["shape": [2, 2, 1]], ["shape": [1, 2]], ["shape": [-1, -2, 1]], ["shape": [1e30, 1e30, 3]],
      ["pixels": "\"><script>"], ["pixels": 1],
      ["pixels": .string(String(repeating: "A", count: 5 << 20))],
    ] as [[String: JSONValue]])
  func showsNothingThatIsNoPicture(changes: [String: JSONValue]) throws {
    let html = html(try view([Self.picture(changes)]))
    #expect(!html.contains("<img") && html.contains("No picture can be shown."))
  }

  @Test func saysWhereThereIsNone() throws {
    #expect(html(try view([])).contains("There is no such picture."))
  }
}

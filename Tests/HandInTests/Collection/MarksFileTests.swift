import Testing

@testable import HandIn

@Suite struct MarksFileTests {
  @Test(arguments: ["'=17", "17\u{200B}", "\"\u{301},why,5,,,"])
  func asksForAMarkOnce(id: String) throws {
    let key = MarksFile.Key(id: id, name: "", question: "why")
    var marks = MarksFile()
    marks.add(key, values: ["id": id, "question": "why"])
    let text = marks.text
    var again = try MarksFile(text, file: "m.csv")
    again.add(key, values: ["id": id, "question": "why"])
    #expect(again.text == text && again.warnings.isEmpty)
    #expect(again.mark(MarksFile.Key(id: "17", name: "", question: "why")) == nil)
  }
}

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

  @Test(arguments: ["2.5", "2,5\u{A0}", "\u{202F}２．５", "٢٫٥"])
  func readsPointsAsPeopleAndSpreadsheetsWriteThem(points: String) throws {
    let marks = try MarksFile(
      "id;question;points\r\n1;why\u{A0};\(points)\r\n", file: "m.csv")
    #expect(marks.warnings.isEmpty)
    #expect(marks.mark(.init(id: "1", name: "", question: "why")) == 2.5)
  }

  @Test(arguments: [",", ";", "\t"])
  func addsRowsAsTheFileHasThem(separator: String) throws {
    let line = ["id", "question", "points"].joined(separator: separator)
    var marks = try MarksFile("\u{FEFF}\(line)\r\n", file: "m.csv")
    marks.add(.init(id: "1", name: "", question: "why"), values: ["id": "1", "question": "why"])
    #expect(
      marks.text == "\u{FEFF}\(line)\r\n" + ["1", "why", ""].joined(separator: separator) + "\r\n")
  }

  @Test(arguments: ["1,000", "2,125\u{A0}", "１，０００"])
  func asksWhatACommaParts(points: String) throws {
    let marks = try MarksFile("id;question;points\n1;why;\(points)\n", file: "m.csv")
    #expect(marks.mark(.init(id: "1", name: "", question: "why")) == nil)
    #expect(marks.warnings.count == 1)
    #expect(marks.warnings.first?.hasSuffix("write 1000, or 1.0") == true)
  }

  @Test func findsARowWithWhiteSpaceThatNobodySees() throws {
    let marks = try MarksFile(
      "id,question,points\n1001\u{A0},why,2\n\u{200B}7,why,1\n", file: "m.csv")
    let row = MarksFile.Key(id: "1001\u{A0}", name: "", question: "why")
    let key = MarksFile.Key(id: "1001", name: "", question: "why")
    #expect(marks.lookalike(ofOneOf: [key], students: ["id 1001"]) == row)
    #expect(marks.mark(row) == 2)
    // It is not taken from somebody whose number is just that.
    #expect(marks.lookalike(ofOneOf: [key], students: ["id 1001", "id 1001\u{A0}"]) == nil)
  }

  @Test func saysWhatIsNoNumberOfPoints() throws {
    let marks = try MarksFile(
      "id,question,points\n1,why,1.234 points\n2,why,\u{A0}\n", file: "m.csv")
    #expect(
      marks.warnings == [
        "m.csv:2: id 1, why: “1.234 points” is no number of points, such as 2 or 2.5; it awaits "
          + "marking"
      ])
  }
}

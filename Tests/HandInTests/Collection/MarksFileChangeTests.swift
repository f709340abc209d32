import Testing

@testable import HandIn

@Suite struct MarksFileChangeTests {
  private let ada = MarksFile.Key(id: "17", name: "Ada", question: "why")
  private let values = ["id": "17", "name": "Ada", "question": "why"]

  @Test func changesTheCellsOfOneAnswerAlone() throws {
    let text =
      "name;note;id;question;points;remark\r\nAda;\"my; own\";17;why;;\r\nBob;=1;18;why;2,5;\r\n"
    var marks = try MarksFile(text, file: "m.csv")
    try marks.set(
      .init(points: "1.5", remark: "-1 for the unit"), for: ada, values: values, file: "m.csv")
    #expect(
      marks.text
        == "name;note;id;question;points;remark\r\nAda;\"my; own\";17;why;1.5;'-1 for the unit\r\n"
        + "Bob;=1;18;why;2,5;\r\n")
    #expect(marks.entry(ada) == .init(points: "1.5", remark: "-1 for the unit"))
    #expect(marks.mark(ada) == 1.5)
  }

  @Test func takesBackWhatWasTyped() throws {
    var marks = MarksFile()
    marks.add(ada, values: values)
    let before = marks.text
    try marks.set(.init(points: "2", remark: "a\nb"), for: ada, values: values, file: "m.csv")
    #expect(marks.text != before)
    try marks.set(.init(), for: ada, values: values, file: "m.csv")
    #expect(marks.text == before && marks.mark(ada) == nil)
  }

  @Test func addsTheRowAndTheColumnsThatAreMissing() throws {
    var marks = try MarksFile("id,question,points\n1,why,2\n", file: "m.csv")
    try marks.set(.init(points: "1"), for: ada, values: values, file: "m.csv")
    #expect(marks.text == "id,question,points\n1,why,2\n17,why,1\n")
    let entry = MarksFile.Entry(points: "1", remark: "good", items: "a; b")
    try marks.set(entry, for: ada, values: values, file: "m.csv")
    #expect(marks.text == "id,question,points,remark,items\n1,why,2\n17,why,1,good,\"a; b\"\n")
    #expect(marks.entry(ada) == entry)
  }

  @Test(arguments: [
    "", " leading and trailing ", "'quoted'", "=HYPERLINK(1)", "a,b;c\td\"e\nf", "＝1", "🧑‍🏫",
  ])
  func readsARemarkAsItWasTyped(remark: String) throws {
    var marks = MarksFile()
    let entry = MarksFile.Entry(points: "3", remark: remark)
    try marks.set(entry, for: ada, values: values, file: "m.csv")
    #expect(try MarksFile(marks.text, file: "m.csv").entry(ada) == entry)
  }
}

import Records
import Testing

@testable import Report

@Suite struct PredictionCSVTests {
  private func text(_ predictions: JSONValue) -> String? {
    let results: [String: JSONValue] = ["predictions": predictions]
    return PredictionCSV.text(
      of: StepRecord(id: "ask", cell: nil, status: .complete, seed: 42, results: results))
  }

  @Test func writesEveryRowWithAllItsDigits() {
    let rows = (0..<300).map { row -> JSONValue in
      ["row": .int(row), "actual": .number(0.1), "predicted": .number(-0.12345678901234)]
    }
    let lines = text(.array(rows))?.split(separator: "\n") ?? []
    #expect(lines.count == 301)
    #expect(lines.first == "row,actual,predicted" && lines.last == "299,0.1,-0.12345678901234")
  }

  /// A spreadsheet would run it.
  @Test func leavesNoFormulaInAText() {
    let found = text([
      ["row": 3, "predicted": "=1+1", "output": [0.5, -2]],
      ["row": 4, "predicted": "a,\"b\"", "output": [1, 0]],
    ])
    #expect(found == "row,predicted,output\n3,'=1+1,0.5 -2\n4,\"a,\"\"b\"\"\",1 0\n")
  }

  @Test func isNothingWithoutRows() {
    #expect(text([]) == nil)
    #expect(
      PredictionCSV.text(of: StepRecord(id: "train", cell: nil, status: .complete, seed: 42)) == nil
    )
  }
}

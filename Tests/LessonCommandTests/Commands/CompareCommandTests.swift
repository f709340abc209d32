import Foundation
import Records
import Testing

@Suite struct CompareCommandTests {
  /// A workplace with the runs `tiny`, `tiny-seed8` and `again/tiny`, the first once more.
  private func workplace() throws -> Workplace {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny").status == 0)
    #expect(try workplace.lesson("run", "tiny", "--seed", "8").status == 0)
    #expect(try workplace.lesson("run", "tiny", "--out", "again", "--threads", "1").status == 0)
    return workplace
  }

  @Test func endsWith0WhereResultsAgreeAndWith1WhereTheyDiffer() throws {
    let workplace = try workplace()
    let same = try workplace.lesson("compare", "tiny", "again/tiny")
    #expect(same.status == 0, "\(same.errors)")
    #expect(same.output.hasSuffix("\nbit-identical: 1 step\n"), "\(same.output)")
    let other = try workplace.lesson("compare", "tiny", "tiny-seed8", "--html", "pair.html")
    #expect(other.status == 1)
    #expect(other.output.contains("  seed: 7 | 8\n"))
    #expect(other.output.contains("    initial.linear1.bias.first: 4 of 4 differ, first [0]:"))
    #expect(try workplace.text("pair.html").contains("Two runs compared"))
  }

  @Test func readsHandedInReports() throws {
    let workplace = try workplace()
    #expect(try workplace.lesson("report", "tiny", "--student", "Ada").status == 0)
    let outcome = try workplace.lesson("compare", "tiny-report.html", "tiny")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("handed in by Ada"))
    let page = try workplace.text("tiny-report.html")
    try workplace.write(
      "edited.html", page.replacing("\"head_parameters\":46", with: "\"head_parameters\":47"))
    let edited = try workplace.lesson("compare", "edited.html", "tiny")
    #expect(edited.status == 1)
    #expect(edited.errors.contains("edited.html: edited"))
    #expect(edited.output.contains("head_parameters: 47 | 46"))
  }

  @Test func printsJSON() throws {
    let workplace = try workplace()
    let outcome = try workplace.lesson("compare", "tiny", "tiny-seed8", "--json")
    #expect(outcome.status == 1)
    #expect(try JSONReader.value(of: outcome.output)["agreement"] == "different")
  }

  @Test func takesTheGivenTolerance() throws {
    let workplace = try workplace()
    let loose = try workplace.lesson("compare", "tiny", "tiny-seed8", "--tolerance", "10")
    #expect(loose.output.contains("equal to rounding"), "\(loose.output)")
    #expect(loose.status == 0)
    #expect(try workplace.lesson("compare", "tiny", "tiny", "--tolerance", "-1").status == 64)
    #expect(try workplace.lesson("compare", "tiny", "tiny", "--tolerance", "0").status == 0)
  }

  @Test func saysWhichRunIsMissing() throws {
    let workplace = try workplace()
    let outcome = try workplace.lesson("compare", "tiny", "tiny-sead8")
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("Did you mean tiny-seed8?"), "\(outcome.errors)")
    #expect(try workplace.lesson("compare", "tiny", "none.html").status == 66)
    try workplace.write("none.html", "<p>no report</p>")
    #expect(try workplace.lesson("compare", "tiny", "none.html").status == 65)
  }
}

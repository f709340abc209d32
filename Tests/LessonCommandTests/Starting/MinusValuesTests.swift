import Records
import Testing

@testable import lesson

@Suite struct MinusValuesTests {
  private func rewritten(_ line: String) throws -> String {
    let words = line.split(separator: " ").map(String.init)
    return try MinusValues.arguments(words) { try LessonCommand.help() }.joined(separator: " ")
  }

  @Test(arguments: [
    ("report heads --student Ada --id -7", "report heads --student Ada --id=-7"),
    ("report heads --student -Ada --id 7", "report heads --student=-Ada --id 7"),
    ("report heads --student --Ada", "report heads --student=--Ada"),
    ("run heads --seed -5 -q", "run heads --seed=-5 -q"),
    ("run heads -p -x=3", "run heads --parameter=-x=3"),
    ("compare a b --tolerance -0.5", "compare a b --tolerance=-0.5"),
    ("hide -0.5", "hide -- -0.5"), ("hide -.5", "hide -- -.5"), ("hide -0,5", "hide -- -0,5"),
    ("verify -1.html", "verify -- -1.html"), ("verify -a.html", "verify -- -a.html"),
    ("check -1 --out -o --threads 2", "check --out=-o --threads 2 -- -1"),
    ("hide -- -0.5", "hide -- -0.5"),
  ])
  func takesAValueThatBeginsWithAMinus(line: String, meant: String) throws {
    #expect(try rewritten(line) == meant)
  }

  @Test(arguments: [
    "report heads --student --answers a.md", "report heads --id -h", "run heads -q --fresh",
    "run heads --out --quiet", "run heads -p width=-5", "report heads --id=-7", "run heads --seed",
    "--version", "help run", "sweep heads -n --seeds 1,2", "report heads --id -", "run heads -x",
    "run heads --sead -5", "run heads --out -- -5",
  ])
  func leavesOptionsToTheArgumentParser(line: String) throws {
    let expected = line == "run heads --sead -5" ? "run heads --sead -- -5" : line
    #expect(try rewritten(line) == expected)
  }

  @Test func hidesANumberBelowZero() throws {
    let outcome = try Workplace().lesson("hide", "-0.5")
    #expect(outcome.status == 0 && outcome.output.hasPrefix("value: hidden:0.05:"))
  }

  @Test func saysHowAFileOfSuchANameIsWritten() throws {
    let outcome = try Workplace().lesson("verify", "-ab")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("a file, as in ./-a.html"), "\(outcome.errors)")
  }

  @Test func writesAStudentsNumberBelowZero() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("run", "tiny").status == 0)
    let outcome = try workplace.lesson("report", "tiny", "--student", "-Ada", "--id", "-7")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try workplace.text("tiny-report.md").contains("-Ada (-7)"))
  }
}

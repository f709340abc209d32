import Foundation
import Testing

@Suite struct ProveCommandTests {
  @Test func writesAScriptAndReplacesItAsLongAsNobodyHasChangedIt() throws {
    let workplace = try Workplace()
    #expect(try workplace.lesson("export", "tiny", "--to", "python").status == 0)
    let script = try workplace.text("tiny.py")
    #expect(script.contains("\nhead = Head(8, 4, 2)\n"))
    #expect(try workplace.lesson("export", "tiny", "--to", "python").status == 0)
    try workplace.write("tiny.py", script + "# mine\n")
    let outcome = try workplace.lesson("export", "tiny", "--to", "python")
    #expect(outcome.status == 64)
    #expect(try workplace.text("tiny.py") == script + "# mine\n")
  }

  @Test func writesTheScriptOfTheParametersGiven() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson(
      "export", "tiny", "--to", "python", "--profile", "wide", "--seed", "9", "--out", "w.py")
    #expect(outcome.status == 0)
    #expect(outcome.output == "Script: w.py\n")
    #expect(
      try workplace.text("w.py").contains("\nstep(\"build-head\", seed=9)\nhead = Head(16, 4, 2)\n")
    )
  }

  @Test(arguments: [
    (["export", "tiny", "--seed", "3"], Int32(64), "--to python"),
    (["export", "tiny", "--to", "python", "--lesson", "tiny"], 64, "--lesson"),
    (["prove", "tiny", "--python", "no-such-python"], 66, "there is no program no-such-python"),
    (["prove", "--script", "x.py"], 64, "one lesson"),
  ])
  func saysWhatIsWrong(arguments: [String], status: Int32, message: String) throws {
    let outcome = try Workplace().lesson(arguments)
    #expect(outcome.status == status)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  /// A stand-in for a Python: it writes the record that it is told to.
  private func python(writing record: String, in workplace: Workplace) throws -> String {
    try workplace.write(
      "python",
      "#!/bin/sh\nwhile [ $# -gt 0 ]; do [ \"$1\" = --out ] && cp record.json \"$2\"; shift; done\n"
    )
    try workplace.write("record.json", record)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: workplace.url("python").path)
    return workplace.url("python").path
  }

  @Test func saysWhatItExecutesAndNamesThePlaceWhereTheTwoPart() throws {
    let workplace = try Workplace()
    let python = try python(
      writing: #"{"torch":"9.9","steps":[{"id":"build-head","results":{"head_parameters":47}}]}"#,
      in: workplace)
    let outcome = try workplace.lesson("prove", "tiny", "--python", python)
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains("executes the lesson's script with \(python)"))
    #expect(
      outcome.output.contains(
        "tiny: parts from PyTorch 9.9 in step build-head, head_parameters: 46 here, 47 in PyTorch"))
  }

  @Test func endsWellWhereAllAgrees() throws {
    let workplace = try Workplace()
    let python = try python(
      writing: #"{"torch":"9.9","steps":[{"id":"build-head","results":{"head_parameters":46}}]}"#,
      in: workplace)
    let outcome = try workplace.lesson("prove", "tiny", "--python", python)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("tiny: proven: 1 figure in 1 step are those of PyTorch 9.9\n"))
  }

  @Test func saysThatAPythonWroteNoRecord() throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson("prove", "tiny", "--python", "/bin/false")
    #expect(outcome.status == 69)
    #expect(outcome.errors.contains("/bin/false wrote no record"))
  }
}

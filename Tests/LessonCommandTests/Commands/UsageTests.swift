import Foundation
import Testing

@Suite struct UsageTests {
  @Test func listsTheSubcommandsInItsHelp() throws {
    let outcome = try Workplace().lesson("--help")
    #expect(outcome.status == 0)
    for name in [
      "run", "check", "list", "show", "steps", "report", "fetch", "assets", "doctor",
    ] {
      #expect(outcome.output.contains("\n  \(name) "), "\(name) is not in the help")
    }
  }

  @Test(arguments: [
    (["rum"], "Did you mean run?"),
    (["reprot", "tiny"], "Did you mean report?"),
    (["nothing-like-it", "--help"], "Commands: run, check"),
    (["run"], "<lesson>"),
    (["run", "tiny", "--sead", "3"], "--seed"),
    (["run", "tiny", "--seed", "x"], "seed"),
    (["run", "tiny", "--threads", "0"], "--threads"),
    (["run", "tiny", "-p", "width"], "name=value"),
    (["run", "tiny", "-p", "width=1", "-p", "width=2"], "twice"),
    (["run", "tinny"], "Did you mean tiny?"),
    (["run", "tiny.md"], "Did you mean tiny?"),
    (["run", "tiny", "-p", "widht=4"], "did you mean `width`?"),
    (["run", "tiny", "-p", "width=broad"], "width"),
    (["run", "tiny", "--profile", "wyde"], "wide"),
    (["check", "tinny"], "Did you mean tiny?"),
    (["show", "nothing-like-it"], "Lessons: tiny"),
    (["steps", "no-such-action"], "no-such-action"),
    (["steps", "freez"], "Did you mean freeze?"),
    (["fetch", "no-such-asset"], "no-such-asset"),
    (["report", "tiny", "--id", "1"], "--student"),
    (["report", "tiny", "--format", "pdf"], "pdf"),
    (["report", "tiny", "--student", " "], "--student is empty"),
  ])
  func endsWith64AndSaysWhatIsWrong(arguments: [String], message: String) throws {
    let workplace = try Workplace()
    let outcome = try workplace.lesson(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    // A check says of every lesson that was named what came of it.
    #expect(arguments == ["check", "tinny"] || outcome.output.isEmpty)
    #expect(!workplace.exists("reports"))
  }
}

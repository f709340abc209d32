import Foundation
import Testing

@testable import Host

@Suite struct ProgramTests {
  private static let environment = ["PATH": "/usr/bin:/bin", "GREETING": "hello"]

  private func shell(_ script: String) throws -> Program {
    try #require(Program(named: "sh", ["-c", script], environment: Self.environment))
  }

  @Test func takesWhatAProgramPrintsAndItsExitCode() throws {
    let outcome = try shell("echo $GREETING; echo said >&2; exit 3").run()
    #expect(String(decoding: outcome.output, as: UTF8.self) == "hello\n")
    #expect(outcome.status == 3 && !outcome.isKilled)
  }

  @Test func takesMoreThanAPipeHolds() throws {
    let outcome = try shell("head -c 1000000 /dev/zero").run()
    #expect(outcome.output.count == 1_000_000 && outcome.status == 0)
  }

  @Test func saysThatASignalEndedIt() throws {
    let outcome = try shell("kill -9 $$").run()
    #expect(outcome.status == 9 && outcome.isKilled)
  }

  @Test func startsInAFolderAndReadsNothing() throws {
    var program = try shell("pwd; cat")
    program.folder = URL(fileURLWithPath: "/")
    #expect(String(decoding: try program.run().output, as: UTF8.self) == "/\n")
  }

  @Test func endsAProgramThatDoesNotListen() throws {
    let running = try shell("trap '' TERM; while :; do sleep 0.1; done").start()
    running.stop()
    #expect(!running.isRunning)
  }

  @Test func findsNoProgramThatIsNotThere() {
    #expect(Program(named: "no such program", [], environment: Self.environment) == nil)
    #expect(Program(named: "/etc/passwd", [], environment: Self.environment) == nil)
  }
}

import Foundation
import Testing

@Suite struct TerminalTests {
  /// What a command says on a terminal.
  private func said(
    _ arguments: [String], _ environment: [String: String], in workplace: Workplace
  ) throws -> String {
    let terminal = try PseudoTerminal()
    let outcome = try workplace.lesson(arguments, environment: environment, errors: terminal.end)
    #expect([0, 64, 65].contains(outcome.status))
    #expect(!outcome.output.contains("\u{1B}"))
    return try terminal.text()
  }

  private static let commands = [
    ["run", "tiny", "--fresh"], ["check", "tiny", "--fresh"], ["accept", "tiny", "--fresh"],
    ["sweep", "tiny", "--seeds", "1,2", "--fresh"],
    ["check", "broken"],
  ]

  private func workplace() throws -> Workplace {
    let workplace = try Workplace()
    try workplace.write(
      "lessons/broken.md",
      Workplace.lesson.replacing("- head:", with: "- haed:").replacing(
        "id: \"tiny\"", with: "id: \"broken\""))
    return workplace
  }

  @Test(arguments: commands)
  func writesNoEscapesWhereTheyAreNotWanted(arguments: [String]) throws {
    let workplace = try workplace()
    for environment in [
      ["TERM": "xterm", "NO_COLOR": "1"], [:], ["TERM": ""], ["TERM": "dumb"],
      ["TERM": "xterm", "CI": "true"],
    ] {
      let text = try said(arguments, environment, in: workplace)
      #expect(!text.isEmpty && !text.contains("\u{1B}"), "\(environment): \(text.debugDescription)")
    }
  }

  /// The terminal's own end of a line is CR LF; a return alone goes back in a line.
  @Test func drawsOverALineWithoutEscapesWhereThereAreNoColors() throws {
    let workplace = try workplace()
    let text = try said(["run", "tiny"], ["TERM": "xterm", "NO_COLOR": "1"], in: workplace)
    #expect(text.contains("\r1/1 build-head"), "\(text.debugDescription)")
    let plain = try said(["run", "tiny", "--fresh"], ["TERM": "dumb"], in: workplace)
    #expect(!plain.replacing("\r\n", with: "").contains("\r"), "\(plain.debugDescription)")
  }

  @Test(arguments: [commands[0], commands[1], commands[4]])
  func writesThemElsewhere(arguments: [String]) throws {
    #expect(try said(arguments, ["TERM": "xterm"], in: workplace()).contains("\u{1B}["))
  }
}

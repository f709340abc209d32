import Foundation
import Records
import Testing

@testable import lesson

@Suite struct ManualPageTests {
  private let help: JSONValue = [
    "abstract": "Does \\ things.",
    "subcommands": [
      [
        "commandName": "run", "abstract": "Run it.", "discussion": "First.\n.Second",
        "arguments": [
          ["kind": "positional", "valueName": "lesson", "isOptional": true, "isRepeating": true],
          [
            "kind": "option", "valueName": "name=value", "abstract": "A parameter.",
            "names": [["kind": "short", "name": "p"], ["kind": "long", "name": "parameter"]],
          ],
          ["kind": "flag", "valueName": "x", "shouldDisplay": false],
          ["kind": "flag", "names": [["kind": "long", "name": "help"]]],
        ],
      ],
      ["commandName": "hidden", "shouldDisplay": false],
    ],
  ]

  @Test func describesEachCommandAndItsOptions() {
    let page = ManualPage.text(of: help, version: "1.2")
    #expect(page.hasPrefix(".TH LESSON 1 \"\" \"lesson 1.2\"\n.SH NAME\n"))
    #expect(page.contains("lesson \\- Does \\e things.\n"))
    #expect(page.contains(".SS lesson run [\\fIlesson\\fR ...]\nRun it.\n"))
    #expect(page.contains(".PP\nFirst.\n\\&.Second\n"))
    #expect(
      page.contains(
        ".TP\n\\fB\\-p\\fR, \\fB\\-\\-parameter\\fR \\fIname=value\\fR\nA parameter.\n"))
    #expect(!page.contains("hidden"))
    #expect(!page.contains("help\\fR"))
  }

  @Test func listsEveryExitStatus() {
    let page = ManualPage.text(of: help, version: "1.2")
    for status in ExitStatus.allCases {
      #expect(page.contains(".TP\n\\fB\(status.rawValue)\\fR\n"))
    }
  }

  @Test func isMadeFromTheCommandItself() throws {
    let outcome = try Workplace().lesson("manual")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(".SS lesson run \\fIlesson\\fR\n"))
    #expect(outcome.output.contains("\\fB\\-\\-open\\fR\n"))
    #expect(!outcome.output.contains(".SS lesson manual"))
  }
}

@Suite struct CompletionTests {
  @Test(arguments: ["bash", "zsh", "fish"])
  func isWrittenForEachShell(shell: String) throws {
    let outcome = try Workplace().lesson("--generate-completion-script", shell)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("collect"))
    #expect(outcome.output.contains("profile"))
  }

  /// As the script for bash asks for them: the option, then the words typed so far.
  @Test(arguments: [
    ("--profile", "wide"), ("--parameter", "width="), ("--until", "build-head"),
  ])
  func offersWhatTheLessonHas(option: String, offered: String) throws {
    let place = try Workplace()
    let outcome = try place.lesson(
      "---completion", "run", "--", option, "4", "0", "lesson", "run", "tiny", option, "")
    #expect(outcome.output.split(separator: "\n").contains(Substring(offered)), "\(outcome)")
  }
}

import Foundation
import Testing

/// Names that are not UTF-8, `~`, and pipes: the shell can make them, and a test through it.
@Suite struct GivenNamesTests {
  /// What a shell's script comes to in which `$L` is the command.
  private func shell(
    _ workplace: Workplace, _ script: String, environment: [String: String] = [:]
  ) throws -> Workplace.Outcome {
    try workplace.lesson(
      ["-c", script], command: URL(fileURLWithPath: "/bin/bash"),
      environment: environment.merging(["L": try Workplace.command.path]) { old, _ in old })
  }

  @Test(arguments: [
    (#"$L run tiny --out $'caf\xe9'"#, #"argument 4, caf\xE9: not UTF-8"#),
    (#"$L verify $'\xff.html'"#, #"argument 2, \xFF.html: not UTF-8"#),
    (#"LESSON_HOME=$'h\xe9' $L clean"#, #"LESSON_HOME, h\xE9: not UTF-8"#),
    (#"mkdir $'d\xe9' && cd $'d\xe9' && $L list"#, #"d\xE9: not UTF-8; rename it"#),
  ])
  func refusesANameThatIsNotUTF8(script: String, message: String) throws {
    let workplace = try Workplace()
    let outcome = try shell(workplace, script)
    #expect(outcome.status == 64, "\(outcome.errors)")
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!workplace.exists("caf\u{FFFD}"))
  }

  @Test func collectsHandInsWhoseNamesAreNotUTF8() throws {
    let workplace = try Workplace()
    let outcome = try shell(
      workplace,
      #"""
      $L run tiny -q && $L report tiny --student Ada --id 1 &&
      mkdir -p $'class/M\xfcller' && mv tiny-report.html $'class/M\xfcller/Ren\xe9.HTML' &&
      $L collect class --out m
      """#)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("1 hand-in: 1 as written"), "\(outcome.output)")
    #expect(try workplace.text("m/overview.csv").contains(#"M\xFCller/Ren\xE9.HTML,Ada,1,tiny"#))
  }

  @Test func takesATildeForHomeWhereverAPlaceIsNamed() throws {
    let workplace = try Workplace()
    let environment = ["HOME": workplace.url("home").path, "LESSON_HOME": "~/cache"]
    func lesson(_ arguments: String...) throws {
      let outcome = try workplace.lesson(arguments, environment: environment)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
    }
    try lesson("run", "tiny", "-q", "--out=~/r")
    try lesson("check", "tiny", "--out=~/c", "--junit=~/j.xml", "--json=~/j.json")
    try lesson("export", "~/r/tiny", "--out=~/e.ipynb")
    try lesson("report", "~/r/tiny", "--student", "Ada", "--out=~/h")
    try lesson("verify", "~/h/tiny-report.html")
    try lesson("compare", "~/r/tiny", "~/h/tiny-report.html", "--html=~/c.html")
    try lesson("collect", "~/h", "--out=~/m", "--marks=~/k.csv")
    try workplace.write("home/l/tiny.md", Workplace.lesson)
    try lesson("student", "~/l/tiny.md", "--out=~/s")
    let assets = try workplace.lesson(["assets"], environment: environment)
    #expect(assets.output.contains("cache: \(workplace.url("home").path)/cache\n"))
    let paths = [
      "r/tiny/run.json", "c/tiny/run.json", "j.xml", "j.json", "e.ipynb", "c.html",
      "m/overview.html", "k.csv", "s/tiny.md",
    ]
    for path in paths { #expect(workplace.exists("home/\(path)"), "\(path)") }
    #expect(!workplace.exists("~"))
  }

  @Test(arguments: ["verify", "compare ./x/tiny", "import", "mirror tiny", "run tiny --params"])
  func refusesAPipeThatNobodyWritesTo(command: String) throws {
    let workplace = try Workplace()
    let outcome = try shell(
      workplace, "mkfifo p.html; $L run tiny -q --out x; $L \(command) p.html")
    #expect(outcome.errors.contains("p.html: "), "\(outcome.errors)")
    #expect([64, 65].contains(outcome.status), "\(outcome.status)")
  }

  @Test func readsAPipeThatIsNamed() throws {
    let workplace = try Workplace()
    try workplace.write(
      "a.ipynb",
      """
      {"nbformat": 4, "metadata": {}, "cells": [
        {"cell_type": "code", "metadata": {}, "source": "from torch import nn"}]}
      """)
    for script in [
      "$L import <(cat a.ipynb) --id a", "cat a.ipynb | $L import /dev/stdin --id b",
      "$L import /dev/stdin --id c < a.ipynb",
      "$L run tiny -q && $L verify <(cat reports/tiny/report.html)",
      "$L run tiny -q --params <(echo width: 5)", "$L run <(cat lessons/tiny.md) -q",
    ] {
      let outcome = try shell(workplace, script)
      #expect(outcome.status == 0, "\(script): \(outcome.errors)")
    }
  }

  @Test func waitsForNoPipeAmongTheLessons() throws {
    let workplace = try Workplace()
    let outcome = try shell(
      workplace, "mkfifo lessons/p.md lessons/tiny.cells.json; $L list; $L check tiny")
    #expect(outcome.errors.contains("tiny.cells.json beside it: a pipe or device, not a file"))
    #expect(outcome.status != 0)
  }

  @Test func namesNoTableOfMarksThatIsNotThere() throws {
    let workplace = try Workplace()
    try FileManager.default.createDirectory(
      at: workplace.url("class"), withIntermediateDirectories: true)
    let outcome = try workplace.lesson("collect", "class", "--out", "m")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasSuffix("Marks: none, there is nothing to mark\n"))
    #expect(!workplace.exists("m/marks.csv"))
  }
}

import Foundation
import Testing

@Suite struct NotebookCommandTests {
  private static func notebook(_ second: String) -> String {
    """
    {"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": [
      {"cell_type": "markdown", "metadata": {"id": "top"}, "source": "# A head"},
      {"cell_type": "code", "metadata": {"id": "imports"}, "source": "from torch import nn"},
      {"cell_type": "code", "metadata": {"id": "make"}, "source": "\(second)"}]}
    """
  }

  private static let head = "head = nn.Sequential(nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 2))"

  private func workplace(_ second: String = head) throws -> Workplace {
    let place = try Workplace()
    try place.write("a.ipynb", Self.notebook(second))
    return place
  }

  @Test func importsRunsMirrorsAndExports() throws {
    let place = try workplace()
    let draft = try place.lesson("import", "a.ipynb", "--id", "small")
    #expect(draft.status == 0)
    #expect(
      draft.output == """
        cell 1  prepare     nothing
        cell 2  make-model  model
        lessons/small.md: 2 code cells, nothing to do
        lessons/small.cells.json: 3 cells

        """)
    #expect(try place.lesson("run", "small", "--quiet").status == 0)
    let mirror = try place.lesson("mirror", "small", "a.ipynb")
    #expect(mirror.status == 0)
    #expect(mirror.output.hasSuffix("nothing has changed, every code cell is mirrored\n"))
    let export = try place.lesson("export", "small", "--to", "ipynb")
    #expect(export.status == 0)
    #expect(export.output == "Notebook: small.ipynb\n")
    #expect(try place.text("small.ipynb").contains("\"id\": \"make\""))
  }

  @Test func writesOverNothing() throws {
    let place = try workplace()
    try place.write("tiny.ipynb", "{}")
    #expect(try place.lesson("run", "tiny", "--quiet").status == 0)
    let export = try place.lesson("export", "tiny")
    #expect(export.status == 64)
    #expect(export.errors.contains("tiny.ipynb: a file is there that lesson has not written"))
    let draft = try place.lesson("import", "a.ipynb", "--id", "tiny")
    #expect(draft.status == 64)
    #expect(draft.errors.contains("lessons/tiny.md: this file is there; --out names another"))
  }

  @Test func putsANumberBehindANameThatIsTaken() throws {
    let place = try workplace()
    for name in ["a", "a-2", "a-3"] {
      let draft = try place.lesson("import", "a.ipynb")
      #expect(draft.status == 0)
      #expect(draft.output.contains("lessons/\(name).md: 2 code cells"))
      #expect(try place.text("lessons/\(name).md").contains("id: \"\(name)\""))
    }
  }

  @Test func draftsAFolderALineEach() throws {
    let place = try workplace()
    try place.write("course/week2.ipynb", Self.notebook("plot(nn)"))
    try place.write("course/week1.ipynb", Self.notebook(Self.head))
    try place.write("course/notes.txt", "none")
    let drafts = try place.lesson("import", "course")
    #expect(drafts.status == 0)
    #expect(
      drafts.output == """
        week1.ipynb  2 code cells, 2 done, 0 to do: lessons/week1.md
        week2.ipynb  2 code cells, 1 done, 1 to do: lessons/week2.md

        """)
    try place.write("course/bad.ipynb", "{")
    let again = try place.lesson("import", "course")
    #expect(again.status == 65)
    #expect(again.output.contains("bad.ipynb    no draft: "))
    #expect(again.output.contains("lessons/week1-2.md"))
    #expect(try place.lesson("import", "course", "--id", "x").status == 64)
    try place.write("empty/notes.txt", "none")
    let none = try place.lesson("import", "empty")
    #expect(none.status == 66)
    #expect(none.errors.contains("empty: there is no .ipynb file in this folder"))
  }

  @Test func endsWith1AndShowsTheDifferenceWhereACellHasChanged() throws {
    let place = try workplace()
    #expect(try place.lesson("import", "a.ipynb", "--id", "small").status == 0)
    try place.write("b.ipynb", Self.notebook(Self.head.replacing("8", with: "9")))
    let mirror = try place.lesson("mirror", "small", "b.ipynb", "--against", "a.ipynb")
    #expect(mirror.status == 1)
    #expect(mirror.output.contains("   2 ~ code      make     make-model\n"))
    #expect(mirror.output.contains("-\(Self.head)\n+\(Self.head.replacing("8", with: "9"))\n"))
    let json = try place.lesson("mirror", "small", "b.ipynb", "--json")
    #expect(json.status == 1)
    #expect(
      json.output.contains(#""change":"changed""#) && json.output.contains(#""agrees":false"#))
    #expect(try place.lesson("mirror", "small", "b.ipynb", "--write").status == 0)
    #expect(try place.lesson("mirror", "small", "b.ipynb").status == 0)
  }

  @Test func rewritesNothingInCI() throws {
    let place = try workplace()
    #expect(try place.lesson("import", "a.ipynb", "--id", "small").status == 0)
    let outcome = try place.lesson(
      ["mirror", "small", "a.ipynb", "--write"], environment: ["CI": "true"])
    #expect(outcome.status == 64)
  }

  @Test func reportsWhatIsToDo() throws {
    let place = try workplace("plot(nn)")
    let draft = try place.lesson("import", "a.ipynb", "--out", "lessons/left.md")
    #expect(draft.status == 0)
    #expect(draft.output.contains("  to do: line 1: a call of `plot`\n"))
    let check = try place.lesson("check", "left")
    #expect(check.status == 65)
    #expect(check.errors.contains("error: this is still to do: line 1: a call of `plot` [to-do]"))
  }

  @Test(arguments: [
    ("gone.ipynb", Int32(66), "gone.ipynb: there is no such notebook"),
    ("bad.ipynb", 65, "bad.ipynb:1:2: not JSON"),
  ])
  func refusesANotebookThatCannotBeRead(_ name: String, _ status: Int32, _ message: String) throws {
    let place = try workplace()
    try place.write("bad.ipynb", "{")
    for command in [["import", name], ["mirror", "tiny", name]] {
      let outcome = try place.lesson(command)
      #expect(outcome.status == status)
      #expect(outcome.errors.contains(message))
    }
  }
}

import Foundation
import Testing

@testable import Notebooks

@Suite struct NotebookReaderTests {
  private func read(_ text: String) throws -> Notebook {
    try NotebookReader.read(Data(text.utf8), path: "n.ipynb")
  }

  /// A notebook of nbformat 4 around some cells.
  private func file(_ cells: String) -> String {
    #"{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [\#(cells)]}"#
  }

  @Test func takesColabsIDThenNbformatsThenThePosition() throws {
    let notebook = try read(
      file(
        """
        {"cell_type": "code", "id": "jupyter", "metadata": {"id": "colab"}, "source": "a"},
        {"cell_type": "code", "id": "jupyter", "metadata": {}, "source": "b"},
        {"cell_type": "markdown", "metadata": {"id": 7}, "source": "c"},
        {"cell_type": "raw", "id": "not an id", "metadata": {}, "source": "d"}
        """))
    #expect(notebook.cells.map(\.id) == ["colab", "jupyter", "2", "3"])
    #expect(notebook.cells.map(\.hasOwnID) == [true, true, false, false])
    #expect(notebook.cells.map(\.kind) == ["code", "code", "markdown", "raw"])
  }

  @Test func givesACellWithARepeatedIDItsPosition() throws {
    let cell = #"{"cell_type": "code", "id": "same", "metadata": {}, "source": "a"}"#
    #expect(try read(file("\(cell), \(cell)")).cells.map(\.id) == ["same", "1"])
  }

  @Test func readsSourceAsTextOrAsLines() throws {
    let notebook = try read(
      file(
        """
        {"cell_type": "code", "metadata": {}, "source": "a\\nb"},
        {"cell_type": "code", "metadata": {}, "source": ["a\\n", "b"]},
        {"cell_type": "code", "metadata": {}, "source": ["a\\r\\n", "b"]}
        """))
    #expect(notebook.cells.map(\.source) == ["a\nb", "a\nb", "a\nb"])
    #expect(Set(notebook.cells.map(\.sha256)).count == 1)
  }

  @Test func readsAByteOrderMarkAndWindowsLineEnds() throws {
    let text = file(#"{"cell_type": "code", "metadata": {}, "source": "a"}"#)
    let data = Data([0xEF, 0xBB, 0xBF]) + Data(text.replacing(" ", with: "\r\n").utf8)
    #expect(try NotebookReader.read(data, path: "n.ipynb").cells.count == 1)
  }

  @Test func readsNbformat3() throws {
    let notebook = try read(
      """
      {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": [
        {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["Old"]},
        {"cell_type": "code", "language": "python", "input": ["x = 1"], "prompt_number": 1,
         "outputs": [{"output_type": "stream", "stream": "stdout", "text": ["7\\n"]}]}]}]}
      """)
    #expect(notebook.cells.map(\.source) == ["## Old", "x = 1"])
    #expect(notebook.cells.map(\.kind) == ["markdown", "code"])
    #expect(notebook.cells[1].printed == ["7"])
  }

  @Test func passesOverHugeAndOddOutputs() throws {
    let picture = String(repeating: "A", count: 5_000_000)
    let notebook = try read(
      file(
        """
        {"cell_type": "code", "metadata": {}, "source": "a", "outputs": [
          {"output_type": "display_data", "data": {"image/png": "\(picture)"}, "metadata": {}},
          {"output_type": "stream", "name": "stderr", "text": "a warning"},
          {"output_type": "stream", "name": "stdout", "text": "one\\ntwo\\n"}, 5]},
        {"cell_type": "code", "metadata": {}, "source": "b", "outputs": [
          {"output_type": "stream", "name": "stderr", "text": "a warning"},
          {"output_type": "stream", "name": "stdout", "text": "one\\ntwo\\n"}]}
        """))
    #expect(notebook.cells.map(\.printed) == [["one", "two"], ["one", "two"]])
  }

  /// As Python's `json` writes what is no number, and half of a character.
  @Test func passesOverWhatPythonWritesBesideJSON() throws {
    let notebook = try read(
      file(
        #"""
        {"cell_type": "code", "metadata": {"papermill": {"lr": -Infinity}}, "source": "a",
         "outputs": [
          {"output_type": "execute_result", "data": {"application/json": {"loss": [NaN, 1e999]}}},
          {"output_type": "stream", "name": "stdout", "text": ["nan \ud83d\n", "two"]}]},
        {"cell_type": "markdown", "metadata": {"score": NaN}, "source": ["😀 \ud83d\ude00"],
         "attachments": {"a": Infinity}}
        """#))
    #expect(notebook.cells.map(\.source) == ["a", "😀 😀"])
    #expect(notebook.cells[0].printed.count == 2)
  }

  @Test(arguments: [
    (##""# Hi \ud83d""##, "cells[0].source holds half of a surrogate pair in line 1, \\ud83d"),
    (
      ##"["one\n", "\n", "two\udE00\ud83d"]"##,
      "cells[0].source holds half of a surrogate pair in line 3, \\ude00"
    ),
    ("NaN", "no notebook: cells[0].source is of the wrong type"),
    ("[\"a\", Infinity]", "no notebook: cells[0].source is of the wrong type"),
  ])
  func saysWhatACellsSourceHoldsThatIsNoText(source: String, message: String) throws {
    let text = #"{"nbformat": 4, "cells": [{"cell_type": "code", "source": \#(source)}]}"#
    let error = #expect(throws: NotebookError.self) { try read(text) }
    #expect(
      error?.description.hasPrefix("n.ipynb: " + message) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    ("", "n.ipynb: the file is empty; a notebook is a JSON object"),
    (
      "{\"nbformat\": 4,\n <<<<<<< HEAD}",
      """
      n.ipynb:2:2: not JSON, so no notebook: a name in quotes is expected; half a download, or the \
      marks of a merge?
      """
    ),
    ("[1, 2]", "n.ipynb: this is JSON but no notebook"),
    ("{}", "n.ipynb: this is JSON but no notebook: it has no `nbformat`"),
    (#"{"nbformat": 4}"#, "n.ipynb: this notebook has no `cells`"),
    (#"{"nbformat": 4, "cells": 3}"#, "n.ipynb: no notebook: cells is of the wrong type"),
    (
      #"{"nbformat": 5, "cells": []}"#,
      """
      n.ipynb: nbformat 5; this reads 2 to 4. \
      `jupyter nbconvert --to notebook --nbformat 4` rewrites it
      """
    ),
    (
      #"{"nbformat": 4, "cells": [{"cell_type": "code"}]}"#,
      "n.ipynb: no notebook: cells[0] has no `source`"
    ),
    (
      #"{"nbformat": 4, "cells": [{"cell_type": "code", "source": 5}]}"#,
      "n.ipynb: no notebook: cells[0].source is of the wrong type"
    ),
    (
      #"{"nbformat": 4, "cells": [{"cell_type": "code", "id": "1", "source": ""}, {"cell_type": "code", "source": ""}]}"#,
      "n.ipynb: two cells have the id `1`; give each an id of its own"
    ),
  ])
  func refusesWhatIsNoNotebook(_ text: String, _ message: String) {
    #expect(throws: NotebookError(.invalid, message)) { try read(text) }
  }

  @Test func saysThatAFileIsMissingOrAFolder() {
    #expect(throws: NotebookError(.missing, "/nowhere.ipynb: there is no such notebook")) {
      try NotebookReader.read("/nowhere.ipynb")
    }
    #expect(throws: NotebookError(.invalid, "/tmp: a folder; give the file in it")) {
      try NotebookReader.read("/tmp")
    }
  }
}

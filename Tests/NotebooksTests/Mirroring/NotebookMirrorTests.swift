import Foundation
import Lessons
import Testing

@testable import Notebooks

@Suite struct NotebookMirrorTests {
  /// The sample's draft beside the sample after a change.
  private func mirror(
    _ ids: SampleNotebook.IDs = .colab, _ change: (inout SampleNotebook) -> Void
  ) throws -> NotebookMirror {
    var sample = SampleNotebook.classifiers
    let draft = try NotebookImporter.draft(of: sample.notebook(ids), options: Drafts.options)
    let lesson = try #require(try Drafts.planned(draft).lesson)
    change(&sample)
    return NotebookMirror(lesson, list: draft.cells.cells, notebook: try sample.notebook(ids))
  }

  private func marked(_ mirror: NotebookMirror) -> [String] {
    mirror.lines().filter { !$0.dropFirst(5).hasPrefix("=") }
      .map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test(arguments: [SampleNotebook.IDs.colab, .nbformat, .none])
  func findsNothingInAnUnchangedNotebook(_ ids: SampleNotebook.IDs) throws {
    let mirror = try mirror(ids) { _ in }
    #expect(mirror.agrees)
    #expect(marked(mirror) == [])
    #expect(mirror.summary() == "nothing has changed, every code cell is mirrored")
  }

  @Test(arguments: [SampleNotebook.IDs.colab, .nbformat])
  func findsAChangedCell(_ ids: SampleNotebook.IDs) throws {
    let mirror = try mirror(ids) { $0.cells[8].source += "\nprint(1)" }
    #expect(!mirror.agrees)
    #expect(marked(mirror) == ["8 ~ code fit train"])
    #expect(mirror.summary() == "1 changed")
  }

  @Test func findsAChangedCellWithoutIDsByItsNeighbours() throws {
    let mirror = try mirror(.none) { sample in
      sample.cells[8].source += "\nprint(1)"
      sample.cells.insert(SampleNotebook.text("x", "A new start."), at: 0)
    }
    #expect(marked(mirror) == ["0 + markdown 0", "9 ~ code 9 train"])
  }

  @Test func findsCellsThatAreNewGoneAndMoved() throws {
    let mirror = try mirror { sample in
      let last = sample.cells.remove(at: 13)
      sample.cells.removeFirst()
      sample.cells.insert(last, at: 2)
      sample.cells.append(SampleNotebook.code("extra", "print('more')"))
    }
    #expect(
      marked(mirror) == [
        "0 - markdown intro", "2 > code ask-again predict-2, was cell 13",
        "14 + code extra not mirrored by a step",
      ])
    #expect(mirror.summary() == "1 new, 1 gone, 1 moved, 1 not mirrored")
    #expect(!mirror.agreesButForList)
  }

  @Test func knowsCellsAgainThatHaveGotNewIDs() throws {
    let mirror = try mirror { sample in
      for index in sample.cells.indices { sample.cells[index].id = "new-\(index)" }
    }
    #expect(mirror.entries.allSatisfy { $0.change == .same })
    #expect(mirror.entries[8].steps == ["train"])
  }

  @Test func findsAStepForACellThatIsGone() throws {
    let mirror = try mirror { $0.cells.remove(at: 9) }
    #expect(marked(mirror) == ["9 - code ask predict"])
    #expect(!mirror.agreesButForList)
  }

  @Test func takesEveryCellAsNewForALessonWithoutList() throws {
    let sample = SampleNotebook.classifiers
    let draft = try NotebookImporter.draft(of: sample.notebook(), options: Drafts.options)
    let lesson = try #require(try Drafts.planned(draft).lesson)
    let mirror = NotebookMirror(lesson, list: nil, notebook: try sample.notebook())
    #expect(mirror.entries.allSatisfy { $0.change == .new && !$0.isUnmirrored })
    #expect(mirror.agreesButForList && !mirror.agrees)
  }

  @Test func findsTheFormerTextInAnOlderNotebook() throws {
    let changed = try mirror { $0.cells[8].source += "\nprint(1)" }
    var former = FormerSources(of: changed)
    former.look(in: try SampleNotebook.classifiers.notebook())
    #expect(former.found.map(\.value) == [SampleCode.fit])
  }

  @Test func writesTheListOfLesson9_1AsItIs() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../lessons/9_1.cells.json").standardizedFileURL
    let data = try Data(contentsOf: url)
    struct File: Decodable { var cells: [NotebookCell] }
    var list = CellList(
      Notebook(cells: [], language: nil, isExport: false),
      named: try #require(CellList.names(in: data)))
    list.cells = try JSONDecoder().decode(File.self, from: data).cells
    #expect(try list.text() == String(decoding: data, as: UTF8.self))
  }
}

import Foundation
import Lessons
import Records
import Testing

@testable import Notebooks

@Suite struct NotebookExporterTests {
  private func draft(_ ids: SampleNotebook.IDs = .colab) throws -> LessonDraft {
    try NotebookImporter.draft(
      of: SampleNotebook.classifiers.notebook(ids), options: Drafts.options)
  }

  private func export(
    _ record: RunRecord, _ draft: LessonDraft, withLesson: Bool = true
  ) throws -> JSONValue {
    let lesson = try Drafts.planned(draft).lesson
    return try SampleRecords.exported(
      NotebookExporter(record, lesson: withLesson ? lesson : nil, cells: draft.cells.cells))
  }

  @Test(arguments: [SampleNotebook.IDs.colab, .nbformat, .none], [true, false])
  func keepsCellsOrderIDsAndTagsOfAnImportedNotebook(
    _ ids: SampleNotebook.IDs, _ withLesson: Bool
  ) throws {
    let draft = try draft(ids)
    let notebook = try export(SampleRecords.record(of: draft), draft, withLesson: withLesson)
    #expect(NotebookRules.problems(notebook) == [])
    let data = Data(try NotebookJSON.text(notebook).utf8)
    let read = try NotebookReader.read(data, path: "x.ipynb")
    let before = try SampleNotebook.classifiers.notebook(ids)
    #expect(read.cells.map(\.id) == before.cells.map(\.id))
    #expect(read.cells.map(\.kind) == before.cells.map(\.kind))
    #expect(read.cells.map(\.tags) == before.cells.map(\.tags))
    #expect(read.isExport)
  }

  @Test func holdsTheStepAsCommentsAndWhatItPrinted() throws {
    let draft = try draft()
    let notebook = try export(SampleRecords.record(of: draft), draft)
    let cell = try #require(notebook.cell("fit"))
    let source = cell["source"]?.joined ?? ""
    #expect(
      source.hasPrefix("# lesson sample, step train (mirrors cell fit)\n#\n# - train_mode: head\n"))
    #expect(source.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
    #expect(cell["outputs"]?.array?.first?["text"]?.joined == "a line of train\n")
    #expect(cell["execution_count"] == 5)
  }

  @Test func timesCellsAsPapermillDoes() throws {
    let draft = try draft()
    let notebook = try export(SampleRecords.record(of: draft), draft)
    #expect(
      notebook.cell("tokens")?["metadata"]?["papermill"] == [
        "status": "completed", "exception": false, "duration": 1.5,
        "start_time": "2026-11-23T14:58:50.500+00:00",
        "end_time": "2026-11-23T14:58:52.000+00:00",
      ])
    let whole = notebook["metadata"]?["papermill"]
    #expect(whole?["parameters"] == ["rows": 200])
    #expect(whole?["duration"] == 20)
    #expect(whole?["exception"] == .null)
    #expect(whole?["output_path"] == "x.ipynb")
  }

  @Test(arguments: [
    (RunStatus.failed, "StepFailed", "the loss is not finite"),
    (.interrupted, "Interrupted", "the run was stopped in this step"),
  ])
  func saysWhereARunEndedTooSoon(
    _ status: RunStatus, _ name: String, _ message: String
  ) throws {
    let draft = try draft()
    let record = try SampleRecords.record(of: draft, status: status) { steps in
      steps[4].status = status
      steps[4].error = status == .failed ? message : nil
      for index in 5..<steps.count { (steps[index].status, steps[index].printed) = (.pending, []) }
    }
    let notebook = try export(record, draft)
    #expect(NotebookRules.problems(notebook) == [])
    #expect(notebook["metadata"]?["lesson"]?["status"]?.string == status.rawValue)
    #expect(notebook["metadata"]?["papermill"]?["exception"] == true)
    let failed = try #require(notebook.cell("fit"))
    #expect(failed["metadata"]?["papermill"]?["status"] == "failed")
    #expect(failed["metadata"]?["lesson"]?["status"]?.string == status.rawValue)
    let error = failed["outputs"]?.array?.last
    #expect(error?["ename"]?.string == name && error?["evalue"]?.string == message)
    let pending = try #require(notebook.cell("ask"))
    #expect(pending["metadata"]?["papermill"]?["status"] == "pending")
    #expect(pending["execution_count"] == .null && pending["outputs"] == [])
    let banner = notebook["cells"]?.array?.first?["source"]?.joined ?? ""
    #expect(banner.contains(status == .failed ? "Failed run" : "Interrupted run"))
  }

  @Test func drawsChartsThatStandAlone() throws {
    let block = DocumentBlock.step(StepBlock(id: "fit", cell: nil, source: "- x: y\n", line: 1))
    let results: [String: JSONValue] = [
      "losses": [0.7, 0.6, 0.65, 0.5], "mean_loss": [0.65, 0.575], "printed_loss": [0.65, 0.575],
      "epochs": 2, "batches": 2,
    ]
    let step = StepRecord(id: "fit", cell: nil, status: .complete, seed: 1, results: results)
    let notebook = try SampleRecords.exported(
      NotebookExporter(SampleRecords.record([block], [step]), lesson: nil, cells: nil))
    #expect(NotebookRules.problems(notebook) == [])
    let outputs = notebook.cell("fit")?["outputs"]?.array ?? []
    let svg = outputs.compactMap { $0["data"]?["image/svg+xml"] }.first?.joined ?? ""
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" "))
    #expect(svg.hasSuffix("</svg>") && !svg.contains("var("))
    let html = outputs.compactMap { $0["data"]?["text/html"] }.first?.joined ?? ""
    #expect(html.contains("<table>") && !html.contains("<svg"))
    #expect(outputs.allSatisfy { ($0["data"]?["text/plain"]?.joined ?? "").isEmpty == false })
  }

  @Test func letsNothingInALessonAct() throws {
    let hostile = "<script>alert(1)</script><img src=x onerror=y>"
    let blocks: [DocumentBlock] = [
      .prose([
        .heading(level: 1, content: [.text(hostile)]),
        .paragraph([
          .link(destination: "javascript:alert(1)", title: hostile, content: [.text("l")])
        ]),
      ]),
      .step(StepBlock(id: "fit", cell: hostile, source: "- x: \(hostile)\n", line: 1)),
      .question(QuestionBlock(id: hostile, points: nil, content: [.paragraph([.text(hostile)])])),
    ]
    let step = StepRecord(
      id: "fit", cell: hostile, status: .complete, seed: 1, results: ["odd": .string(hostile)])
    let notebook = try SampleRecords.exported(
      NotebookExporter(SampleRecords.record(blocks, [step]), lesson: nil, cells: nil))
    #expect(NotebookRules.problems(notebook) == [])
    for cell in notebook["cells"]?.array ?? [] {
      if cell["cell_type"] == "markdown" {
        let text = cell["source"]?.joined ?? ""
        #expect(
          !text.contains("<script") && !text.contains("<img") && !text.contains("javascript:"))
      }
      for output in cell["outputs"]?.array ?? [] {
        let html = output["data"]?["text/html"]?.joined ?? ""
        #expect(!html.contains("<script") && !html.contains("<img"))
      }
    }
  }

  @Test func givesProseTheCellsBetweenTheCodeAroundIt() {
    let text = { DocumentBlock.prose([.paragraph([.text($0)])]) } as (String) -> DocumentBlock
    func step(_ id: String) -> DocumentBlock {
      .step(StepBlock(id: id, cell: id, source: "", line: 1))
    }
    let kinds = [
      "badge": "markdown", "title": "markdown", "c1": "code", "t2": "markdown", "c2": "code",
    ]
    let cells = ["badge", "title", "c1", "t2", "c2"].enumerated().map { index, id in
      NotebookCell(id: id, position: index, kind: kinds[id] ?? "", sha256: "")
    }
    let document = [text("a"), step("c1"), text("b"), text("c"), step("c2"), text("d")]
    let found = BlockCells(document, lesson: nil, cells: cells).ids
    #expect(found == [0: "title", 1: "c1", 2: "t2", 4: "c2"])
  }

  @Test func writesJSONAsNbformatDoes() throws {
    #expect(
      try NotebookJSON.text(["b": [1, "é\n"], "a": .object([:]), "c": .array([])])
        == "{\n \"a\": {},\n \"b\": [\n  1,\n  \"é\\n\"\n ],\n \"c\": []\n}\n")
    #expect(NotebookJSON.lines("a\n\nb") == ["a\n", "\n", "b"])
    #expect(NotebookJSON.lines("a\n") == ["a\n"])
  }
}

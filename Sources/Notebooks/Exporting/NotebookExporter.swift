import Lessons
import Records
import Report

/// Turns the record of a run into an executed notebook, nbformat 4.5.
///
/// Prose becomes Markdown with its values put in. A step becomes a code cell that holds the step as
/// comments, so that the notebook opens and runs anywhere, and whose outputs are what the replay
/// printed, measured and drew.
package struct NotebookExporter {
  private let record: RunRecord
  private let pieces: StoryPieces
  private let times: StepTimes
  private let blockCells: BlockCells
  /// The notebook's tags by cell.
  private let tags: [String: [String]]

  /// - Parameters:
  ///   - lesson: the lesson's file; used only where it is the very one that was run.
  ///   - cells: the lesson's list of the notebook's cells, for ids and tags.
  package init(_ record: RunRecord, lesson: ParsedLesson?, cells: [NotebookCell]?) {
    self.record = record
    pieces = StoryPieces(record)
    times = StepTimes(record)
    let lesson = lesson.flatMap { $0.sha256 == record.lessonSHA256 ? $0 : nil }
    blockCells = BlockCells(record.document, lesson: lesson, cells: cells ?? [])
    tags = Dictionary((cells ?? []).map { ($0.id, $0.tags ?? []) }) { first, _ in first }
  }

  /// The file's text; `name` is what it will be called.
  package func text(name: String) throws -> String {
    var papermill = times.metadata(of: record)
    papermill["input_path"] = record.lesson.notebook["file"].map(JSONValue.string) ?? .null
    papermill["output_path"] = .string(name)
    let notebook: JSONValue = [
      "nbformat": 4, "nbformat_minor": 5, "cells": .array(cells()),
      "metadata": [
        "kernelspec": ["name": "python3", "display_name": "Python 3", "language": "python"],
        "language_info": ["name": "python"],
        "papermill": .object(papermill),
        "lesson": [
          "id": .string(record.lesson.id), "title": .string(record.lesson.title),
          "status": .string(record.status.rawValue), "seed": .int(record.seed),
          "profile": record.profile.map(JSONValue.string) ?? .null,
          "parameters": .object(record.parameters),
          "lesson_sha256": .string(record.lessonSHA256),
          "results_sha256": .string(record.resultsSHA256),
          "engine_version": .string(record.engine.version),
        ],
      ],
    ]
    return try NotebookJSON.text(try Self.sealed(notebook))
  }

  /// Whether a notebook is one that this wrote and nobody has changed since.
  ///
  /// Told by its content, not by its layout: what has only been saved again is still unchanged.
  package static func isUnchangedExport(_ text: String) -> Bool {
    guard let notebook = try? JSONReader.value(of: text),
      let digest = notebook["metadata"]?["lesson"]?[seal]?.string
    else { return false }
    return digest == (try? CanonicalJSON.sha256(unsealed(notebook)))
  }

  private static let seal = "notebook_sha256"

  /// The notebook with the digest over it.
  static func sealed(_ notebook: JSONValue) throws -> JSONValue {
    changing(notebook, to: .string(try CanonicalJSON.sha256(notebook)))
  }

  private static func unsealed(_ notebook: JSONValue) -> JSONValue { changing(notebook, to: nil) }

  private static func changing(_ notebook: JSONValue, to digest: JSONValue?) -> JSONValue {
    guard var members = notebook.object, var metadata = members["metadata"]?.object,
      var lesson = metadata["lesson"]?.object
    else { return notebook }
    lesson[seal] = digest
    metadata["lesson"] = .object(lesson)
    members["metadata"] = .object(metadata)
    return .object(members)
  }

  private func cells() -> [JSONValue] {
    var ids = ExportedIDs()
    var cells: [JSONValue] = []
    var executed = 0
    let preface = pieces.preface()
    if !preface.isEmpty { cells.append(markdown(preface, id: ids.take(["about-this-run"]))) }
    for (index, block) in record.document.enumerated() {
      let own = blockCells.ids[index]
      if case .step(let block) = block {
        let step = record.step(block.id)
        let hasRun = step?.status.hasStarted ?? false
        if hasRun { executed += 1 }
        cells.append(
          code(block, step, id: ids.take([own, block.id]), count: hasRun ? executed : nil))
      } else {
        let text = pieces.markdown(of: block)
        guard !text.isEmpty || own != nil else { continue }
        cells.append(markdown(text, id: ids.take([own, name(of: block)])))
      }
    }
    return cells
  }

  private func name(of block: DocumentBlock) -> String {
    switch block {
    case .prose, .step: "prose"
    case .question(let question): "question-\(question.id)"
    case .hint(let hint): "hint-\(hint.id)"
    case .claim(let claim): "claim-\(claim.id)"
    }
  }

  private func markdown(_ text: String, id: String) -> JSONValue {
    [
      "cell_type": "markdown", "id": .string(id), "source": NotebookJSON.lines(text),
      "metadata": .object(tagged(id)),
    ]
  }

  private func code(_ block: StepBlock, _ step: StepRecord?, id: String, count: Int?) -> JSONValue {
    var metadata = tagged(id)
    if let step {
      metadata["papermill"] = times.metadata(of: step)
      metadata["lesson"] = [
        "step": .string(step.id), "status": .string(step.status.rawValue),
        "cell": block.cell.map(JSONValue.string) ?? .null, "seed": .int(step.seed),
        "from_cache": .bool(step.fromCache),
      ]
    }
    return [
      "cell_type": "code", "id": .string(id), "metadata": .object(metadata),
      "source": NotebookJSON.lines(source(of: block)),
      "execution_count": count.map(JSONValue.int) ?? .null,
      "outputs": .array(step.map { StepOutputs.of($0, pieces) } ?? []),
    ]
  }

  /// nbformat's own rule for tags: no comma, none twice.
  private func tagged(_ id: String) -> [String: JSONValue] {
    var kept: [String] = []
    for tag in tags[id] ?? [] where !tag.isEmpty && !tag.contains(",") && !kept.contains(tag) {
      kept.append(tag)
    }
    return kept.isEmpty ? [:] : ["tags": .array(kept.map(JSONValue.string))]
  }

  /// The step as comments: a kernel has nothing to do with it.
  private func source(of block: StepBlock) -> String {
    let cell = block.cell.map { "mirrors cell \($0)" } ?? "not in the notebook"
    let lines = block.source.split(separator: "\n", omittingEmptySubsequences: false)
    let body = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
    return
      (["# lesson \(record.lesson.id), step \(block.id) (\(cell))", "#"]
      + body.map { $0.isEmpty ? "#" : "# \($0)" }).joined(separator: "\n")
  }
}

import Engine
import Lessons
import Records
import Report

/// Writes the notebook that students do a lesson's exercises in: the story, the given steps in PyTorch,
/// and for each exercise its task and a cell that records what comes of it.
package struct ExerciseNotebook {
  private let plan: LessonPlan
  private let exporter: PythonExporter

  /// - Parameter plan: of a lesson with exercises.
  package init(_ plan: LessonPlan, manifest: AssetManifest) {
    self.plan = plan
    exporter = PythonExporter(
      plan, manifest: manifest, leavingOut: Set(plan.exercises.flatMap(\.steps)))
  }

  /// The notebook, nbformat 4.5.
  package func text() throws -> String {
    let notebook: JSONValue = [
      "nbformat": 4, "nbformat_minor": 5, "cells": .array(cells()),
      "metadata": [
        "kernelspec": ["name": "python3", "display_name": "Python 3", "language": "python"],
        "language_info": ["name": "python"],
        "lesson": ["id": .string(plan.identity.id), "exercises": .bool(true)],
      ],
    ]
    return try NotebookJSON.text(try NotebookExporter.sealed(notebook))
  }

  private func cells() -> [JSONValue] {
    var ids = ExportedIDs()
    var cells = [
      code(beginning, id: ids.take(["begin"])),
      code(exporter.notebookHelpers, id: ids.take(["helpers"]), isFolded: true),
    ]
    let blocks = plan.lesson.blocks
    for (index, block) in blocks.enumerated() {
      switch block {
      case .prose(let prose):
        // What stands before the variants is about them.
        if index + 1 < blocks.count, case .variant = blocks[index + 1] { continue }
        let text = StoryPieces.markdown(of: prose.content)
        if !text.isEmpty { cells.append(markdown(text, id: ids.take(["prose"]))) }
      case .exercise(let exercise):
        guard let planned = plan.exercises.first(where: { $0.id == exercise.id.value }) else {
          continue
        }
        cells.append(markdown(task(planned), id: ids.take(["task-\(planned.id)"])))
      case .step(let step): cells += self.step(step.id.value, &ids)
      default: continue
      }
    }
    let last = """
      # Your name and number; the file that this writes is what you hand in.
      lesson.hand_in("Your Name", "4711")
      """
    return cells + [code(last, id: ids.take(["hand-in"]))]
  }

  /// Names the lesson, its parameters and seeds to the recorder.
  private var beginning: String {
    let parameters = (try? CanonicalJSON.text(.object(plan.recordedParameters))) ?? "{}"
    let seeds = plan.steps.filter { $0.seed != plan.seed }.map { ($0.id, JSONValue.int($0.seed)) }
    var call: PythonCode =
      "lesson.begin(\(plan.identity.id), seed=\(plan.seed), parameters=json.loads(\(parameters))"
    if let profile = plan.profile { call = "\(call), profile=\(profile)" }
    if !seeds.isEmpty {
      let text =
        (try? CanonicalJSON.text(.object(Dictionary(seeds) { first, _ in first }))) ?? "{}"
      call = "\(call), seeds=json.loads(\(text))"
    }
    return ["import json", "", "import lesson_replay as lesson", "", "PARAMETERS = \(call.text))"]
      .joined(separator: "\n")
  }

  private func task(_ exercise: PlannedExercise) -> String {
    let points = exercise.points.map {
      $0 == 1 ? " (1 point)" : " (\(CanonicalJSON.number($0)) points)"
    }
    var lines = [
      "### Exercise \(exercise.id)\(points ?? "")", "",
      StoryPieces.markdown(of: exercise.content),
    ]
    let own = exercise.steps.map(exporter.objects)
    let binds = Set(own.flatMap(\.binds))
    let uses = Set(own.flatMap(\.uses)).subtracting(binds)
    let others = plan.steps.map(\.id).filter { !exercise.steps.contains($0) }
    let leaves = binds.intersection(others.flatMap { exporter.objects(of: $0).uses })
    if !uses.isEmpty { lines += ["", "What is there: \(Self.code(uses.sorted()))."] }
    if !leaves.isEmpty {
      lines += ["", "What it leaves for later cells: \(Self.code(leaves.sorted()))."]
    }
    return lines.joined(separator: "\n")
  }

  private static func code(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }

  private func step(_ id: String, _ ids: inout ExportedIDs) -> [JSONValue] {
    guard let planned = plan.steps.first(where: { $0.id == id }) else { return [] }
    if let exercise = plan.exercises.first(where: { $0.steps.contains(id) }) {
      return [code(empty(id, exercise), id: ids.take(["exercise-\(id)"]))]
    }
    let lines = exporter.lines(of: id)
    guard lines.contains(where: { !$0.hasPrefix("#") && !$0.isEmpty }) else { return [] }
    let begin: PythonCode = "given(\(id), seed=\(planned.seed))"
    return [code(([begin.text] + lines).joined(separator: "\n"), id: ids.take([id]))]
  }

  /// The cell that a student fills in.
  private func empty(_ step: String, _ exercise: PlannedExercise) -> String {
    let with: PythonCode = "with lesson.step(\(step)) as step:"
    var lines = [with.text, "    # Your code, indented like this line. Record with:"]
    let items = exercise.items.filter { $0.step == step }
    for item in items { lines.append("    #   " + Self.call(item.kind)) }
    if items.isEmpty { lines[1] = "    # Your code, indented like this line." }
    return (lines + ["    ..."]).joined(separator: "\n")
  }

  private static func call(_ kind: PlannedExercise.Kind) -> String {
    switch kind {
    case .initial: "step.initial(model)             the model before any training"
    case .losses: "step.loss(loss)                 in each batch"
    case .order: "step.order(rows)                in each batch: the numbers of its rows"
    case .final: "step.final(model)               the model after the training"
    case .printed: "step.printed(figure)            each figure that the loop prints"
    case .predictions: "step.predictions(outputs)       what the model gives, row by row"
    case .value(let path):
      ("step.value(\(path), number)" as PythonCode).text
    }
  }

  private func markdown(_ text: String, id: String) -> JSONValue {
    [
      "cell_type": "markdown", "id": .string(id), "source": NotebookJSON.lines(text),
      "metadata": .object([:]),
    ]
  }

  private func code(_ text: String, id: String, isFolded: Bool = false) -> JSONValue {
    [
      "cell_type": "code", "id": .string(id), "source": NotebookJSON.lines(text),
      "execution_count": .null, "outputs": .array([]),
      "metadata": isFolded ? ["jupyter": ["source_hidden": true]] : .object([:]),
    ]
  }
}

import Lessons

/// A lesson made from a notebook, for its author to finish.
package struct LessonDraft: Sendable, Equatable {
  /// What the importer cannot find in the notebook.
  package struct Options: Sendable {
    /// The lesson's id.
    package var id: String
    /// The notebook's file name.
    package var file: String
    /// The models and the data that this installation can fetch.
    package var assets: Set<String>
    /// What is known of a table that the notebook reads, by the path that it names.
    package var table: @Sendable (String) -> FoundTable?
    /// The text of a module that lies beside the notebook, by its name with dots.
    package var module: @Sendable (String) -> String?

    package init(
      id: String, file: String, assets: Set<String>,
      table: @escaping @Sendable (String) -> FoundTable? = { _ in nil },
      module: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
      (self.id, self.file, self.assets) = (id, file, assets)
      (self.table, self.module) = (table, module)
    }
  }

  /// What became of a code cell.
  package struct Outcome: Sendable, Equatable {
    package var position: Int
    package var step: String
    /// The names of its actions.
    package var actions: [String]
    /// What is left to do, a line each.
    package var toDo: [String]
  }

  /// The text of the lesson's file.
  package var lesson: String
  /// The list of the notebook's cells, for the file beside it.
  package var cells: CellList
  /// One or several for each code cell.
  package var outcomes: [Outcome]
  /// Names that are the author's to fill in before the lesson can run.
  package var namesToFill: [String]
}

/// Makes drafts.
package enum NotebookImporter {
  /// A draft of a lesson: the headings of the notebook's prose, a step for every code cell, and a
  /// mark where something is to do.
  ///
  /// Of the notebook's own text it keeps headings, names of data and models, sentences that are
  /// classified, and numbers. Throws for a notebook without code in Python.
  package static func draft(
    of notebook: Notebook, options: LessonDraft.Options
  ) throws(NotebookError) -> LessonDraft {
    if let language = notebook.language, language.lowercased() != "python",
      language.lowercased() != "ipython"
    {
      throw NotebookError(.invalid, "\(options.file): its code is \(language); this reads Python")
    }
    let code = notebook.cells.filter { $0.kind == "code" }
    guard !code.isEmpty else {
      throw NotebookError(
        .invalid, "\(options.file): it has no code cell, so there is nothing to replay")
    }
    let recognizer = Recognizer()
    recognizer.findTable = options.table
    recognizer.findModule = options.module
    let recognized = recognizer.completed(code.map { recognizer.read($0.source) })
    var usedIDs: Set<String> = []
    var steps: [String: [DraftStep]] = [:]
    for (cell, found) in zip(code, recognized) {
      let figures = PrintedFigures(of: found, printed: cell.printed)
      steps[cell.id] = DraftStep.steps(
        of: found, figures: figures, id: cell.id, position: cell.position,
        seed: recognizer.notebookSeed, usedIDs: &usedIDs)
    }
    var writer = DraftWriter(options: options, seed: recognizer.notebookSeed)
    let text = writer.text(of: notebook, steps: steps)
    let outcomes = code.flatMap { cell in
      (steps[cell.id] ?? []).map { step in
        LessonDraft.Outcome(
          position: cell.position, step: step.id,
          actions: step.actions.map(\.name).filter { $0 != "todo" },
          toDo: step.actions.compactMap { action in
            if action.name == "todo", case .text(let text) = action.value { text } else { nil }
          })
      }
    }
    return LessonDraft(
      lesson: text, cells: CellList(notebook, named: writer.notebookNames), outcomes: outcomes,
      namesToFill: writer.namesToFill)
  }
}

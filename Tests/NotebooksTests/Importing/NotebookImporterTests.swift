import Foundation
import Lessons
import Testing

@testable import Notebooks

@Suite struct NotebookImporterTests {
  private func draft(_ sample: SampleNotebook = .classifiers) throws -> LessonDraft {
    try NotebookImporter.draft(of: sample.notebook(), options: Drafts.options)
  }

  @Test func recognisesEveryCellOfTwoTrainings() throws {
    let draft = try draft()
    #expect(draft.outcomes.flatMap(\.toDo) == [])
    #expect(
      draft.outcomes.map { "\($0.step): \($0.actions.joined(separator: " "))" } == [
        "load-data: dataset", "tokenize: tokenizer tokenize", "load-backbone: backbone head",
        "setup: freeze optimizer subset loader", "train: train_mode train notebook_printed",
        "predict: predict notebook_printed", "setup-2: head sequential optimizer subset loader",
        "train-2: train_mode train", "predict-2: predict",
      ])
  }

  @Test func makesADraftThatPassesValidationAsItIs() throws {
    let outcome = try Drafts.planned(try draft())
    #expect(outcome.diagnostics == [])
    #expect(outcome.plan?.steps.count == 9)
  }

  @Test func namesWhatItsAuthorHasToFillIn() throws {
    #expect(
      try draft().namesToFill == [
        """
        parameters.backbone: bert-base-uncased is none of the assets here; another model needs a \
        line in `departures` too
        """
      ])
    var untitled = SampleNotebook.classifiers
    untitled.cells.removeAll { $0.kind == "markdown" }
    #expect(try draft(untitled).namesToFill.first == "title: the notebook has no heading")
  }

  @Test func writesStepsAsALessonHasThem() throws {
    let text = try draft().lesson
    #expect(
      text.contains(
        """
        ### Training

        *To write: the notebook has one paragraph here.*

        ```step train cell=fit
        - train_mode: head
        - train: head
          features: backbone.pooler_output
          loader: loader
          optimizer: optimizer
          loss: cross_entropy
          epochs: $epochs
          print: last_batch_over_batches
        - notebook_printed: {printed_loss: [0.0109, 0.0110, 0.0108]}
        ```
        """), "\(text)")
    #expect(
      text.contains(
        """
        ```step train-2 cell=fit-both
        - train_mode: model
        - train: model
          loader: loader
          optimizer: optimizer
          loss: cross_entropy
          epochs: $epochs
          print: last_batch_over_batches
        ```
        """))
    #expect(
      text.contains(
        """
        ```step predict-2 cell=ask-again
        - predict: "An evening to forget."
          model: model
          tokenizer: tokenizer
          labels: ["good", "bad"]
          dataset: tokenized
        ```
        """))
    #expect(text.contains("parameters:\n  data: \"imdb\"\n"))
    #expect(text.contains("  rows: 200\n  batch_size: 16\n  epochs: 3\n"))
    #expect(text.contains("  quick: {rows: 64, epochs: 2}\n"))
  }

  @Test func assertsOfTrainingsAndPredictionsWhatHoldsForAnyRun() throws {
    let lesson = try #require(try Drafts.planned(try draft()).lesson)
    let expectations = lesson.blocks.compactMap { block in
      if case .expect(let expect) = block { expect } else { nil }
    }
    #expect(
      expectations.map { "\($0.step.value): \($0.checks.map(\.text))" } == [
        "train: [\"finite\"]", "predict: [\"finite\"]", "train-2: [\"finite\"]",
        "predict-2: [\"finite\"]",
      ])
    #expect(expectations.allSatisfy { $0.when == .any })
  }

  @Test func copiesNeitherProseNorCode() throws {
    let draft = try draft()
    let copied = [
      "borrowed models", "says this sentence", "Closing words", "stepper", "running", "gather",
      "cutter", "def ", "over two lines",
    ]
    let written = draft.lesson + (try draft.cells.text())
    for words in copied { #expect(!written.contains(words)) }
  }

  @Test func listsEveryCellByIDPlaceKindDigestAndTags() throws {
    let cells = try draft().cells
    #expect(cells.notebook == ["file": "sample.ipynb"])
    #expect(cells.cells.map(\.id) == SampleNotebook.classifiers.cells.map(\.id))
    #expect(cells.cells[1].tags == ["parameters", "slow"])
    #expect(cells.cells[0].tags == nil)
    struct File: Decodable { var cells: [NotebookCell] }
    let read = try JSONDecoder().decode(File.self, from: Data(cells.text().utf8))
    #expect(read.cells == cells.cells)
  }

  @Test func reportsWhatIsLeftToDoWithItsPlace() throws {
    var sample = SampleNotebook.classifiers
    sample.cells[9].source += "\nimport pandas\npandas.show(given)"
    let outcome = try Drafts.planned(try draft(sample))
    #expect(outcome.plan == nil)
    let found = try #require(outcome.diagnostics.first)
    #expect(outcome.diagnostics.count == 1)
    #expect(found.code == "to-do")
    #expect(found.message == "this is still to do: line 9: a call of `pandas.show`")
    #expect(found.range.lowerBound.column == 3)
  }

  @Test func mirrorsACellThatOnlyImports() throws {
    let sample = SampleNotebook(cells: [SampleNotebook.code("a", "import torch\nx = 3")])
    let draft = try draft(sample)
    #expect(draft.lesson.contains("- nothing: \"the cell leaves nothing that a replay needs\""))
    #expect(try Drafts.planned(draft).diagnostics == [])
  }

  @Test func splitsACellThatDoesTheSameThingTwice() throws {
    var sample = SampleNotebook.classifiers
    sample.cells[6].source += "\nmore = cut_films['train'].select(range(50))"
    let outcome = try Drafts.planned(try draft(sample))
    // What the notebook never uses, the draft does not use either, and a warning says so.
    #expect(outcome.diagnostics.allSatisfy { $0.code == "unused-name" })
    #expect(outcome.plan?.steps.filter { $0.cell == "prepare" }.map(\.id) == ["setup", "setup-2"])
  }

  @Test func putsNothingOfAHeadingOrASentenceIntoEffect() throws {
    let sample = SampleNotebook(cells: [
      SampleNotebook.text(
        "a", "# <script>x</script> {{a.b}} [l](javascript:x) `c` \"q\" \\ ```step b\n- x"),
      SampleNotebook.code("b", "import torch"),
    ])
    let outcome = try Drafts.planned(try draft(sample))
    #expect(outcome.diagnostics == [])
    #expect(outcome.lesson?.blocks.count == 2)
  }

  /// A lesson's reader counts brackets and looks for anchors before it looks at quotation marks.
  @Test(arguments: [String(repeating: "{", count: 200), "Encoders &decoders", "{b} &c {{"])
  func quotesWhatALessonsReaderWouldRefuse(_ heading: String) throws {
    let sample = SampleNotebook(cells: [
      SampleNotebook.text("a", "# \(heading)"), SampleNotebook.code("b", "import torch"),
    ])
    let outcome = try Drafts.planned(try draft(sample))
    #expect(outcome.diagnostics == [])
    #expect(outcome.lesson?.frontMatter.title.value == heading)
  }

  @Test func cutsATitleThatNoLineHolds() throws {
    let heading = String(repeating: "{", count: 9000)
    let sample = SampleNotebook(cells: [
      SampleNotebook.text("a", "# \(heading)"), SampleNotebook.code("b", "import torch"),
    ])
    let outcome = try Drafts.planned(try draft(sample))
    #expect(outcome.diagnostics == [])
    #expect(outcome.lesson?.frontMatter.title.value == heading.prefix(199) + "…")
  }

  @Test func marksAValueThatNoLineHolds() throws {
    let name = String(repeating: "n", count: 9000)
    let sample = SampleNotebook(cells: [
      SampleNotebook.code(
        "a", "from transformers import AutoModel\nm = AutoModel.from_pretrained('\(name)')")
    ])
    let outcome = try Drafts.planned(try draft(sample))
    let message = try #require(outcome.diagnostics.first?.message)
    #expect(
      message.hasPrefix(
        "this is still to do: backbone: a value of 9012 bytes is too long for a line of a lesson"))
  }

  @Test(
    arguments: [
      ("R", [SampleNotebook.code("a", "x")], "n.ipynb: its code is R; this reads Python"),
      (
        nil, [SampleNotebook.text("a", "x")],
        "n.ipynb: it has no code cell, so there is nothing to replay"
      ),
    ] as [(String?, [SampleNotebook.Cell], String)])
  func refusesWhatCannotBeALesson(
    _ language: String?, _ cells: [SampleNotebook.Cell], _ message: String
  ) throws {
    var notebook = try SampleNotebook(cells: cells).notebook()
    notebook.language = language
    let options = LessonDraft.Options(id: "n", file: "n.ipynb", assets: [])
    #expect(throws: NotebookError(.invalid, message)) {
      try NotebookImporter.draft(of: notebook, options: options)
    }
  }
}

import Records
import Testing

@testable import Report

struct ResultViewTests {
  private let context = ReportContext(Replay.record())

  /// A table's cells as plain text, row by row.
  private func cells(_ caption: String, in blocks: [ReportBlock]) throws -> [[String]] {
    let tables = blocks.compactMap { block -> ReportTable? in
      if case .table(let table) = block, table.caption == caption { table } else { nil }
    }
    let table = try #require(tables.first, "no table \(caption)")
    return table.rows.map { $0.map(PlainText.of) }
  }

  /// The blocks of a prediction's card.
  private func card(of view: ResultView) throws -> [ReportBlock] {
    let cards = view.blocks.compactMap { block -> [ReportBlock]? in
      if case .group(.prediction, let card) = block { card } else { nil }
    }
    return try #require(cards.first, "the prediction has no card")
  }

  /// What stands in a prediction's fold.
  private func details(of view: ResultView) -> String {
    let folds = view.blocks.compactMap { block -> ReportBlock.Fold? in
      if case .fold(let fold) = block, fold.staysShut { fold } else { nil }
    }
    return PlainWriter.text(folds.flatMap(\.blocks))
  }

  @Test func namesClassesWithTheirLabels() throws {
    var reader = ResultReader(ReplaySteps.loadData.results)
    let view = try #require(DatasetResults.view(&reader, context))
    #expect(view.gist == "25,000 rows")
    #expect(
      try cells("The data set", in: view.blocks) == [["train", "25,000", "12,500", "12,500"]])
    #expect(reader.rest.isEmpty)
  }

  @Test func saysHowManyRowsWereCut() throws {
    var reader = ResultReader(ReplaySteps.setUpHead.results)
    let view = try #require(SubsetResults.view(&reader, ReplaySteps.setUpHead, context))
    #expect(view.gist == "1,000 rows drawn, 137 of them cut")
    let rows = try cells("The rows drawn", in: view.blocks)
    #expect(rows.contains(["labelled negative", "512"]))
    #expect(rows.contains(["rows cut at the end, tokens lost", "137 (13.7%)"]))
    #expect(rows.contains { $0[1].hasPrefix("43 to 512, half of the rows at most ") })
  }

  @Test func setsPrintedFiguresBesideTheTrueLosses() throws {
    var reader = ResultReader(ReplaySteps.training)
    let view = try #require(TrainingResults.view(&reader, ReplaySteps.trainHead, context))
    #expect(view.gist == "10 epochs of 63 batches, mean loss 0.6927 → 0.6882")
    let rows = try cells("Loss by epoch", in: view.blocks)
    #expect(rows[0] == ["1", "0.0109", "0.0110", "0.6927"])
    #expect(rows[9] == ["10", "0.0095", "0.0109", "0.6882"])
    #expect(
      try cells("What training changed", in: view.blocks) == [
        ["backbone", "evaluation", "0", "0"], ["head", "training", "4", "4"],
      ])
    #expect(reader.rest.isEmpty)
  }

  @Test func keepsShutHowPrintedFiguresComeAbout() throws {
    var reader = ResultReader(ReplaySteps.training)
    let view = try #require(TrainingResults.view(&reader, ReplaySteps.trainHead, context))
    let fold = try #require(
      view.blocks.lazy.compactMap { block -> ReportBlock.Fold? in
        guard case .fold(let fold) = block else { return nil }
        return PlainText.of(fold.summary).hasPrefix("How the printed") ? fold : nil
      }.first)
    #expect(!fold.isOpen && fold.staysShut)
    let rows = try cells("Printed figures and last batches", in: fold.blocks)
    #expect(rows[0] == ["1", "0.0110", "0.693", "0.690"])
    #expect(rows[9] == ["10", "0.0109", "0.687", "0.686"])
  }

  @Test func explainsNoShareWhereTheMeanIsPrinted() throws {
    var results = ReplaySteps.training
    results["printed_loss"] = results["mean_loss"]
    var reader = ResultReader(results)
    let view = try #require(TrainingResults.view(&reader, ReplaySteps.trainHead, context))
    #expect(!PlainWriter.text(view.blocks).contains("come about"))
  }

  @Test func ordersLayersByNumber() throws {
    var reader = ResultReader(ReplaySteps.training)
    let folds = MovedResults.blocks(&reader).compactMap { block -> ReportBlock.Fold? in
      if case .fold(let fold) = block { fold } else { nil }
    }
    let rows = try cells("Tensors that moved, by layer", in: folds.flatMap(\.blocks))
    #expect(rows.map { $0[1] } == ["embeddings", "layer2", "layer10", "linear1"])
  }

  @Test func setsThePrintedLabelBesideTheDataSetsOwn() throws {
    var reader = ResultReader(ReplaySteps.predictGreat.results)
    let view = try #require(
      PredictionResults.view(&reader, context, notebookPrinted: ["printed_label": "positive"]))
    let card = try self.card(of: view)
    #expect(card.first == .quote([[.text("“This is a great movie!”")]]))
    let figures = try cells("Logits and probabilities", in: card)
    #expect(figures[0] == ["0: negative", "0.064852", "50.47%"])
    #expect(figures[1] == ["1: positive", "0.046179", "49.53%"])
    let made = try cells("The answer", in: card)
    // Whether they agree is for the reader to find.
    #expect(made.contains(["printed, as the notebook reads it", "positive"]))
    #expect(made.contains(["the data set’s name of class 0", "negative"]))
    // A question may ask for it.
    #expect(!made.contains { $0[0] == "dropout" })
    #expect(details(of: view).contains("Dropout was off."))
    #expect(made.contains(["printed for the notebook’s author", "positive"]))
  }

  @Test func drawsTheProbabilitiesAndStressesTheChosenClass() throws {
    var reader = ResultReader(ReplaySteps.predictGreat.results)
    let view = try #require(PredictionResults.view(&reader, context, notebookPrinted: [:]))
    let card = try self.card(of: view)
    let charts = card.compactMap { block -> BarChart? in
      if case .chart(.bars(let chart)) = block { chart } else { nil }
    }
    let chart = try #require(charts.first)
    #expect(chart.bars.map(\.text) == ["50.47%", "49.53%"])
    #expect(chart.bars.map(\.isStressed) == [true, false])
    #expect(chart.description == "0: negative 50.47%, 1: positive 49.53%.")
  }

  @Test func listsEveryBatchsLossAColumnAnEpoch() throws {
    let figures = try losses([0.7, 0.69, 0.68, 0.67, 0.66], batches: 2)
    guard case .fold(let fold)? = BatchLosses.blocks(figures).first else {
      Issue.record("the losses are not folded")
      return
    }
    let rows = try cells("Loss by batch and epoch", in: fold.blocks)
    #expect(
      rows == [["1", "0.7000", "0.6800", "0.6600"], ["2", "0.6900", "0.6700", "–"]])
  }

  @Test func leavesThousandsOfLossesToTheRecord() throws {
    let figures = try losses(Array(repeating: 0.5, count: 4001), batches: .max)
    #expect(
      BatchLosses.blocks(figures) == [
        [.note("The losses of the 4,001 batches, one by one, are in run.json.")]
      ])
  }

  /// A cell may print several losses in an epoch: the chart shows each, the table the last.
  @Test func showsEveryPrintedLossOfAnEpoch() throws {
    let results: [String: JSONValue] = [
      "losses": [4, 3, 2, 1], "batches": 2, "epochs": 2, "printed_loss": [4, 3, 2, 1],
      "printed_epochs": [1, 1, 2, 2],
    ]
    var reader = ResultReader(results)
    let figures = try #require(
      TrainingFigures(
        &reader, notebookPrinted: ["printed_loss": [9, .null, 7, 6]], context: context))
    #expect(figures.printed.map(\.x) == [0.5, 1, 1.5, 2])
    #expect(figures.printed.map(\.y) == [4, 3, 2, 1])
    #expect(figures.author == [.init(x: 0.5, y: 9), .init(x: 1.5, y: 7), .init(x: 2, y: 6)])
    #expect(figures.epochs.map(\.printed) == [3, 1])
    // Where a training ends within an epoch, so does what it prints.
    var short = ResultReader([
      "losses": [4, 3], "batches": 4, "epochs": 2, "printed_loss": [4, 3],
      "printed_epochs": [1, 1],
    ])
    let begun = try #require(TrainingFigures(&short, notebookPrinted: [:], context: context))
    #expect(begun.printed.map(\.x) == [0.25, 0.5])
    let description = TrainingChart.chart(figures).description
    #expect(description.contains("This run prints 1.0000 to 4.0000."), "\(description)")
    var step = ReplaySteps.trainHead
    (step.results, step.notebookPrinted) = (results, [:])
    reader = ResultReader(results)
    let view = try #require(TrainingResults.view(&reader, step, context))
    let text = PlainWriter.text(view.blocks)
    #expect(text.contains("printed here, last"), "\(text)")
  }

  @Test(arguments: [(30, 0), (31, 15), (80, 64)])
  func foldsLongOutput(lines: Int, folded: Int) {
    var record = Replay.record()
    for index in record.steps.indices where record.steps[index].id == "train-head" {
      record.steps[index].printed = (1...lines).map { "line \($0) of it" }
    }
    let page = MarkdownWriter.write(ReportBuilder.build(record))
    #expect(page.contains("lines more") == (folded > 0))
    #expect(page.contains("\(folded) lines more") == (folded > 0))
    for line in 1...lines { #expect(page.contains("line \(line) of it")) }
  }

  private func losses(_ losses: [Double], batches: Int) throws -> TrainingFigures {
    var reader = ResultReader([
      "losses": .array(losses.map(JSONValue.number)), "batches": .int(batches),
    ])
    return try #require(TrainingFigures(&reader, notebookPrinted: [:], context: context))
  }

  @Test func countsTheAnswersOfRepeatedDraws() throws {
    var reader = ResultReader([
      "repeated": ["logits": [[0, 1], [0, 3], [1, 0], [2, 2]], "draws": 4]
    ])
    let blocks = RepeatedResults.blocks(&reader, probabilityName: "positive")
    let rows = try cells("The same sentence, asked again", in: blocks)
    #expect(rows[0] == ["asked", "4 times"])
    #expect(rows[1] == ["answered class 0", "2 times"])
    #expect(rows[2] == ["answered class 1", "2 times"])
    #expect(rows[3] == ["probability of class 1", "26.9% to 95.3%, mean 61.3%"])
  }

  @Test func drawsHowRepeatedPredictionsAreSpread() throws {
    var reader = ResultReader(ReplaySteps.predictTerrible.results)
    let view = try #require(PredictionResults.view(&reader, context, notebookPrinted: [:]))
    #expect(details(of: view).contains("Dropout was active."))
    #expect(view.blocks.contains { if case .chart(.dots) = $0 { true } else { false } })
  }

  /// What it has to beat is for the reader to find.
  @Test func countsWhatIsRight() throws {
    var reader = ResultReader(ReplaySteps.heldOut.results)
    let view = try #require(HeldOutResults.view(&reader, ReplaySteps.heldOut, context))
    #expect(view.gist == "accuracy 53.2% on 250 held-out rows")
    #expect(
      try cells("On held-out rows", in: view.blocks) == [
        ["rows scored", "250"], ["accuracy", "53.2%"], ["rows right", "133"],
        ["mean loss", "0.6899"], ["mean loss of guessing, ln 2", "0.6931"],
      ])
    #expect(
      try cells("Confusion matrix", in: view.blocks) == [
        ["negative", "124", "5"], ["positive", "112", "9"],
      ])
  }

  @Test func scoresEachClassByItsNameInTheOrderOfTheLabels() throws {
    var reader = ResultReader(ReplaySteps.heldOut.results)
    let view = try #require(HeldOutResults.view(&reader, ReplaySteps.heldOut, context))
    #expect(
      try cells("Scores by class", in: view.blocks) == [
        ["negative", "0.525", "0.961", "0.679"], ["positive", "0.643", "0.074", "0.133"],
        ["mean of the classes (macro)", "0.584", "0.518", "0.406"],
      ])
    #expect(reader.rest.isEmpty)
  }

  @Test func setsAHeldOutScoreBesideThoseBeforeIt() throws {
    var before = ReplaySteps.heldOut
    before.id = "before"
    before.results["held_out"] = ["rows": 250, "accuracy": 0.484]
    var after = before
    after.id = "much-later"
    let steps = [before, ReplaySteps.heldOut, after]
    let context = ReportContext(Replay.record(steps: steps))
    var reader = ResultReader(ReplaySteps.heldOut.results)
    let view = try #require(HeldOutResults.view(&reader, ReplaySteps.heldOut, context))
    #expect(
      try cells("Held-out scores of this run so far", in: view.blocks) == [
        ["before", "250", "48.4%", "–", "–"], ["held-out", "250", "53.2%", "0.6899", "0.406"],
      ])
    let charts = view.blocks.compactMap { block -> BarChart? in
      if case .chart(.bars(let chart)) = block { chart } else { nil }
    }
    let chart = try #require(charts.first)
    #expect(chart.bars.map(\.isStressed) == [false, true])
    #expect(chart.reference?.value == 129.0 / 250)
    #expect(chart.description.hasPrefix("Accuracy on held-out rows: before 48.4%, held-out 53.2%."))
  }

  @Test func comparesTheFirstHeldOutScoreWithNothing() throws {
    var reader = ResultReader(ReplaySteps.heldOut.results)
    let view = try #require(HeldOutResults.view(&reader, ReplaySteps.heldOut, context))
    #expect(!view.blocks.contains { if case .chart(.bars) = $0 { true } else { false } })
  }

  @Test func namesTheLayersThatDidNotMove() throws {
    var reader = ResultReader(ReplaySteps.training)
    let folds = MovedResults.blocks(&reader).compactMap { block -> ReportBlock.Fold? in
      if case .fold(let fold) = block { fold } else { nil }
    }
    let charts = folds.flatMap(\.blocks).compactMap { block -> BarChart? in
      if case .chart(.bars(let chart)) = block { chart } else { nil }
    }
    let chart = try #require(charts.first)
    #expect(chart.bars.map(\.text) == ["0", "0", "0", "2"])
    #expect(
      chart.description
        == "Training changed tensors in 1 of 4 layers. "
        + "Nothing moved in embeddings, layer2, layer10.")
  }

  @Test func showsResultsThatNoSectionKnows() {
    var steps = ReplaySteps.all
    steps[0].results["curious"] = ["a": 1]
    let page = Page(Replay.record(steps: steps))
    #expect(page.html.contains("<code>{&quot;a&quot;:1}</code>"))
  }

  @Test(
    arguments: [
      ["losses": []], ["losses": "x"], ["logits": [1, 2]], ["held_out": 3], ["splits": [1]],
      ["indices": [], "lengths": ["x"], "rows": 0, "truncated_rows": 0],
      ["losses": [1], "batches": 0], ["losses": [0.7], "batches": 1e300, "printed_loss": [.null]],
      ["logits": [1], "argmax": 7, "probabilities": []],
      ["repeated": ["logits": [[1e300, -1e300]]]],
      ["held_out": ["accuracy": 1, "confusion": [[], [1]]]], ["initial": ["t": 1]],
      ["losses": [1e308, -1e308], "batches": 1, "printed_loss": [1e308, 0.5]],
      ["losses": [0.7], "batches": 9e15, "printed_loss": [0.1, 0.2, 0.3]],
      ["indices": [1], "lengths": .array(Array(repeating: 9e15, count: 2000))],
      ["held_out": ["accuracy": 1, "confusion": .array(Array(repeating: [9e15], count: 2000))]],
      ["moved_by_layer": ["m": 3], "training_mode": ["m": "x"]],
      ["held_out": ["accuracy": 1e300, "mean_loss": "x", "classes": ["a": 3], "macro": []]],
      ["moved_by_layer": ["m": ["a": -1e300, "b": "x"]], "training_mode": ["m": true]],
    ] as [[String: JSONValue]])
  func survivesResultsOfAnotherShape(results: [String: JSONValue]) {
    var steps = ReplaySteps.all
    steps[3].results = results
    #expect(Page(Replay.record(steps: steps)).html.hasSuffix("</html>\n"))
  }
}

import Records
import Testing

@testable import Report

/// What a report shows of tables, of models of layers and of what they say.
struct TableViewTests {
  private let context = ReportContext(Replay.record())

  private func tables(in blocks: [ReportBlock]) -> [ReportTable] {
    blocks.flatMap { block -> [ReportTable] in
      switch block {
      case .table(let table): [table]
      case .fold(let fold): tables(in: fold.blocks)
      default: []
      }
    }
  }

  private func cells(_ caption: String, in blocks: [ReportBlock]) throws -> [[String]] {
    let table = try #require(tables(in: blocks).first { $0.caption == caption }, "no \(caption)")
    return table.rows.map { $0.map(PlainText.of) }
  }

  private func charts(in blocks: [ReportBlock]) -> [Chart] {
    blocks.compactMap { if case .chart(let chart) = $0 { chart } else { nil } }
  }

  @Test func listsTablesWithTheRowsOfEachClass() throws {
    var reader = ResultReader([
      "tables": [
        "train_rows": [
          "rows": 455, "columns": ["size", "kind"], "target": "kind",
          "label_counts": ["benign": 286, "malignant": 169],
        ]
      ], "class_names": ["malignant", "benign"],
      "scales": ["train_rows": ["columns": ["size"], "shift": [14.1176], "divisor": [3.53]]],
    ])
    let view = try #require(TableResults.view(&reader, context))
    #expect(view.gist == "train_rows: 455 rows")
    #expect(
      try cells("Tables", in: view.blocks) == [["train_rows", "455", "2", "kind", "169", "286"]])
    #expect(
      try cells("Each value less the first number, divided by the second", in: view.blocks)
        == [["size", "14.1176", "3.53"]])
    #expect(reader.rest.isEmpty)
  }

  @Test func tellsWhatPicturesHaveBecome() throws {
    var reader = ResultReader([
      "transformed": [
        "rows": [
          "column": "picture", "shape": [3, 32, 32], "mean": -0.5, "least": -2, "largest": 2,
        ]
      ]
    ])
    let view = try #require(TransformedResults.view(&reader))
    #expect(
      try cells("Pictures as numbers", in: view.blocks)
        == [["rows", "picture", "3 × 32 × 32", "-0.5", "-2", "2"]])
  }

  @Test func summarisesLayerByLayer() throws {
    var reader = ResultReader([
      "layers": [
        ["name": "fc", "layer": "linear", "output_shape": [50, 5], "parameters": 55],
        ["name": "1", "layer": "relu", "output_shape": [50, 5], "parameters": 0],
      ], "parameters": 55, "trainable_parameters": 50, "operations": 5000,
    ])
    let view = try #require(SummaryResults.view(&reader))
    #expect(view.gist == "2 layers, 55 numbers")
    #expect(
      try cells("Layer by layer", in: view.blocks) == [
        ["fc", "linear", "50 × 5", "55"], ["1", "relu", "50 × 5", "0"],
      ])
    #expect(reader.rest.isEmpty)
    // A backbone's number of layers is no summary.
    var backbone = ResultReader(["layers": 6])
    #expect(SummaryResults.view(&backbone) == nil)
    #expect(backbone.rest.count == 1)
  }

  @Test func setsPredictionsBesideWhatIs() throws {
    var reader = ResultReader([
      "predictions": [
        ["row": 7, "output": 0.9, "predicted": "benign", "actual": "benign"],
        ["row": 3, "output": 0.2, "predicted": "malignant", "actual": "benign"],
      ]
    ])
    let view = try #require(RowPredictionResults.view(&reader))
    #expect(view.gist == "1 of 2 rows told rightly")
    #expect(charts(in: view.blocks).isEmpty)
    #expect(
      try cells("What the model says, row by row", in: view.blocks) == [
        ["7", "benign", "benign", "0.9", "yes"], ["3", "benign", "malignant", "0.2", "no"],
      ])
  }

  @Test func drawsNumbersOverWhatTheyShouldBeAndCutsLongTables() throws {
    let rows = (0..<300).map { row -> JSONValue in
      ["row": .int(row), "predicted": .int(2 * row), "actual": .int(row)]
    }
    var reader = ResultReader(["predictions": .array(rows)])
    let view = try #require(RowPredictionResults.view(&reader))
    guard case .line(let chart)? = charts(in: view.blocks).first else {
      Issue.record("there is no chart")
      return
    }
    #expect(chart.panels[0].series[0].points.count == 300)
    #expect(chart.description.contains("from 0 to 299") && chart.description.contains("598"))
    let table = try #require(tables(in: view.blocks).first)
    #expect(table.rows.count == 200 && table.rows[199].map(PlainText.of) == ["199", "199", "398"])
    let notes = view.blocks.map { block -> String in
      if case .paragraph(let content) = block { PlainText.of(content) } else { "" }
    }
    #expect(notes.contains { $0.contains("The first 200 of 300 rows") })
  }

  @Test func givesScoresAndTheSimplestGuess() throws {
    var reader = ResultReader([
      "regression": ["rows": 89, "mse": 23810.35, "mae": 138.2, "r2": -3.49], "loss": 23810.35,
      "batch_losses": [26242.34, 20692.43], "mean_batch_loss": 23467.38,
      "baseline": ["guess": 153.7, "mse": 5361.5, "mae": 64.0, "r2": -0.01],
    ])
    let scores = try #require(ScoreResults.view(&reader))
    #expect(
      scores.gist == "mean squared error 23810.3" || scores.gist == "mean squared error 23810.4")
    #expect(try cells("Loss by batch", in: scores.blocks).map { $0[1] } == ["26242.3", "20692.4"])
    let guess = try #require(ScoreResults.baseline(&reader))
    #expect(guess.gist == "always 153.7: mean squared error 5361.5")
    #expect(reader.rest.isEmpty)
  }

  @Test func marksTheBestEpochOfAValidation() throws {
    var reader = ResultReader([
      "losses": [0.9, 0.8, 0.7, 0.6], "batches": 2, "epochs": 9, "mean_loss": [0.85, 0.65],
      "printed_loss": [0.85, 0.65], "validation_loss": [0.5, 0.75], "best_epoch": 1,
      "stopped_epoch": 2,
    ])
    let step = StepRecord(id: "train", cell: nil, status: .complete, seed: 42)
    let view = try #require(TrainingResults.view(&reader, step, context))
    #expect(view.gist == "9 epochs of 2 batches, stopped after 2, mean loss 0.8500 → 0.6500")
    #expect(
      try cells("Loss by epoch", in: view.blocks) == [
        ["1", "0.8500", "0.8500", "0.5000 least"], ["2", "0.6500", "0.6500", "0.7500"],
      ])
    guard case .line(let chart)? = charts(in: view.blocks).first else {
      Issue.record("there is no chart")
      return
    }
    #expect(chart.panels[0].series.contains { $0.name == "over the rows held out" })
    #expect(chart.description.contains("least after epoch 1: 0.5000"))
    #expect(reader.rest.isEmpty)
  }

  @Test func drawsPlotsAndListsTheirFigures() throws {
    var reader = ResultReader([
      "plots": [
        "plot": [
          "kind": "lines", "title": "Passengers", "x": "month",
          "series": [
            ["name": "actual", "values": [4, 5, 6]], ["name": "predicted", "values": [4.5, 5.5]],
          ],
        ]
      ]
    ])
    let view = try #require(PlotResults.view(&reader))
    #expect(view.gist == "Passengers")
    guard case .line(let chart)? = charts(in: view.blocks).first else {
      Issue.record("there is no chart")
      return
    }
    #expect(
      chart.description == "actual: 3 values from 4 to 6. predicted: 2 values from 4.5 to 5.5.")
    #expect(chart.panels[0].series.map(\.mark) == [.dots, .diamonds])
    #expect(
      try cells("Passengers", in: view.blocks) == [
        ["1", "4", "4.5"], ["2", "5", "5.5"], ["3", "6", "–"],
      ])
  }

  @Test func tellsThatAPlotIsThinned() throws {
    let values = (0..<5001).map { JSONValue.int($0) }
    var reader = ResultReader([
      "plots": ["plot": ["title": "Long", "series": [["name": "all", "values": .array(values)]]]]
    ])
    let view = try #require(PlotResults.view(&reader))
    guard case .line(let chart)? = charts(in: view.blocks).first else {
      Issue.record("there is no chart")
      return
    }
    let points = chart.panels[0].series[0].points
    #expect(points.count == 1668 && points.last?.y == 5000)
    #expect(
      view.blocks.contains([.note("One point of 3 is drawn; run.json has all of them.")]))
  }

  @Test func showsFiguresAndRows() throws {
    var reader = ResultReader([
      "shown": [
        "printed": 0.0009, "rows": ["shape": [40, 2], "first": [["age": 1, "kind": "long"]]],
      ]
    ])
    let view = try #require(ShownResults.view(&reader))
    #expect(view.gist == "printed 9e-04" || view.gist == "printed 0.0009", "\(view.gist ?? "")")
    #expect(try cells("The first rows (rows)", in: view.blocks) == [["1", "1", "long"]])
  }
}

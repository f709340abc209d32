import Records
import Testing

@testable import Report

struct LineChartDrawingTests {
  private func figures() throws -> TrainingFigures {
    var reader = ResultReader(ReplaySteps.training)
    return try #require(
      TrainingFigures(
        &reader, notebookPrinted: ReplaySteps.trainHead.notebookPrinted,
        context: ReportContext(Replay.record())))
  }

  private func svg(_ width: Double) throws -> String {
    let chart = TrainingChart.chart(try figures())
    return HTMLSerializer.text(LineChartDrawing(chart: chart, width: width, id: "c").node())
  }

  @Test func namesAndDescribesTheDrawing() throws {
    let text = try svg(640)
    #expect(text.contains("aria-labelledby=\"c-title c-desc\""))
    #expect(text.contains("<title id=\"c-title\">Loss by epoch"))
    #expect(text.contains("Guessing has a loss of ln 2 = 0.6931."))
    #expect(text.contains("This run prints 0.0109 to 0.0112."))
    #expect(text.contains("The notebook’s author saw 0.0092 to 0.0114."))
  }

  @Test func drawsEveryBatchAndEachEpochsFigures() throws {
    let text = try svg(640)
    let line = try #require(text.firstMatch(of: /class="c-line" d="(M[^"]*L[^"]*L[^"]{400,})"/))
    #expect(line.1.count { $0 == "L" } == 629)
    // One more of each is the sample in the legend.
    #expect(text.matches(of: /class="c-level"/).count == 11)
    #expect(text.matches(of: /class="c-dot"/).count == 11)
    #expect(text.matches(of: /class="c-diamond"/).count == 11)
  }

  @Test func saysNothingOfHowAPrintedFigureComesAbout() throws {
    let text = try svg(640)
    #expect(!text.contains("÷") && !text.contains("×"))
    #expect(!text.contains("last batch"))
  }

  @Test func drawsPrintedFiguresOnTheLossAxisDividedByTheNumberOfBatches() throws {
    let chart = PrintedShare.chart(try figures())
    #expect(chart.panels.count == 2)
    let loss = chart.panels[0].range
    let printed = chart.panels[1].range
    #expect(abs(printed.lowerBound * 63 - loss.lowerBound) < 1e-12)
    #expect(abs(printed.upperBound * 63 - loss.upperBound) < 1e-12)
    #expect(chart.panels[1].right?.factor == 63)
    let drawing = LineChartDrawing(chart: chart, width: 640, id: "c").node()
    let text = HTMLSerializer.text(drawing)
    #expect(text.contains(", are these divided by 63."))
    #expect(text.matches(of: /class="c-ring"/).count == 11)
    #expect(text.matches(of: /class="c-dot"/).count == 11)
  }

  @Test(arguments: [320.0, 640.0])
  func keepsEveryMarkWithinTheDrawing(width: Double) throws {
    let text = try svg(width)
    for circle in text.matches(of: /cx="([0-9.-]+)" cy="([0-9.-]+)"/) {
      let x = try #require(Double(circle.1))
      let y = try #require(Double(circle.2))
      #expect(x >= 0 && x <= width && y >= 0)
    }
  }

  @Test func printsMeansOnAnAxisOfTheirOwn() throws {
    var results = ReplaySteps.training
    results["printed_loss"] = .array(Replay.means.map { .number(($0 * 1e4).rounded() / 1e4) })
    var reader = ResultReader(results)
    let figures = try #require(
      TrainingFigures(&reader, notebookPrinted: [:], context: ReportContext(Replay.record())))
    #expect(!figures.printsShareOfLastBatch)
    let chart = TrainingChart.chart(figures)
    #expect(chart.panels.map(\.title) == ["The loss", "What the cell prints"])
    #expect(chart.panels.allSatisfy { $0.right == nil })
  }

  @Test func leavesAnUnfinishedEpochWithoutALastBatch() throws {
    var results = ReplaySteps.training
    results["losses"] = .array(Replay.losses.prefix(70).map(JSONValue.number))
    results["printed_loss"] = [0.011]
    results["mean_loss"] = [0.69267, 0.6921]
    var reader = ResultReader(results)
    let figures = try #require(
      TrainingFigures(&reader, notebookPrinted: [:], context: ReportContext(Replay.record())))
    #expect(figures.epochs.map(\.last) == [0.6899672, nil])
    #expect(figures.epochs.map(\.printed) == [0.011, nil])
    #expect(figures.printsShareOfLastBatch)
  }
}

import LivePage
import Testing

@testable import lesson

@Suite struct ProgressLineTests {
  private func line(
    _ done: Int, _ total: Int, elapsed: Double, rate: Double? = nil, losses: [Float] = [],
    blocks: Bool = true
  ) -> ProgressLine {
    ProgressLine(
      label: "train", pace: Pace(done: done, total: total, elapsed: elapsed),
      reviewsPerSecond: rate, losses: losses, showsBlocks: blocks)
  }

  @Test func givesTheTimeLeftAtTheRateSoFar() {
    #expect(
      line(25, 100, elapsed: 30).text(width: 80)
        == "train [#####...............]  25 %  1:30 left")
  }

  @Test func givesNoTimeBeforeARateIsKnownNorAtTheEnd() {
    #expect(line(0, 100, elapsed: 30).text(width: 80) == "train [....................]   0 %")
    #expect(line(1, 100, elapsed: 0.5).text(width: 80) == "train [....................]   1 %")
    #expect(line(100, 100, elapsed: 30).text(width: 80) == "train [####################] 100 %")
  }

  @Test func showsTheRateTheLastLossAndItsCurve() {
    let line = line(25, 100, elapsed: 30, rate: 19.2, losses: [0, 1, 0.5, 0.693147])
    #expect(
      line.text(width: 90)
        == "train [#####...............]  25 %  1:30 left  19 reviews/s  loss 0.6931 ▁█▅▆")
  }

  @Test func shortensALongLabelBeforeTheFigures() {
    var line = line(25, 100, elapsed: 30)
    line.label = "12/13 settled-terrible: training"
    #expect(line.text(width: 40) == "12/13 settled-terrible  25 %  1:30 left")
  }

  @Test func leavesOutWhatDoesNotFit() {
    let line = line(25, 100, elapsed: 30, rate: 19.2, losses: Array(repeating: 0.5, count: 99))
    #expect(line.text(width: 20).count == 19)
    #expect(line.text(width: 50).hasPrefix("train  25 %  1:30 left  19 reviews/s"))
    #expect(line.text(width: 60).hasPrefix("train [##......]  25 %  1:30 left  19 reviews/s"))
    #expect(line.text(width: 80).count == 79)
    #expect(line.text(width: 200).hasSuffix(" " + String(repeating: "▅", count: 30)))
  }

  @Test func drawsNoBlocksOnATerminalWithoutThem() {
    let line = line(25, 100, elapsed: 30, losses: [0.5, 0.25], blocks: false)
    #expect(line.text(width: 90).hasSuffix("loss 0.2500"))
  }

  @Test func survivesATotalOfNothing() {
    #expect(line(0, 0, elapsed: 1).text(width: 80).hasSuffix("0 %"))
  }
}

@Suite struct SparklineTests {
  @Test func givesEachShareOfTheValuesItsMean() {
    #expect(Sparkline.text([0, 0, 1, 1, 2, 2, 7, 7], width: 4) == "▁▂▃█")
    #expect(Sparkline.text([0, 7], width: 30) == "▁█")
    #expect(Sparkline.text([0, 1, 2, 3, 4, 5, 6], width: 3).count == 3)
  }

  @Test(arguments: [[], [0.5, .nan], [.infinity]])
  func drawsNothingWhereThereIsNoHeight(values: [Float]) {
    #expect(Sparkline.text(values, width: 9).isEmpty)
  }
}

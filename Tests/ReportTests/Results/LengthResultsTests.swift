import Records
import Testing

@testable import Report

struct LengthResultsTests {
  private let context = ReportContext(Replay.record())

  private func blocks(_ lengths: [Int], cut: Int) -> [ReportBlock] {
    LengthResults.blocks(lengths, cut: cut, ReplaySteps.setUpHead, context)
  }

  private func histogram(_ blocks: [ReportBlock]) -> Histogram? {
    if case .chart(.columns(let chart))? = blocks.first { chart } else { nil }
  }

  @Test func putsWhatWasCutIntoAColumnOfItsOwn() throws {
    let chart = try #require(histogram(blocks([1, 32, 33, 511, 512, 512, 512], cut: 2)))
    #expect(chart.counts.count == 16 && chart.columnWidth == 32)
    #expect(chart.counts.first == 2 && chart.counts[1] == 1 && chart.counts.last == 2)
    #expect(chart.limit == .init(value: 512, name: "longest row: 512", cut: 2))
    #expect(
      chart.description
        == "7 rows of 1 to 512 tokens, half of them of at most 511. 2 had more than 512 and lost "
        + "their end.")
  }

  @Test func setsFillerBesideText() throws {
    let bars = blocks([12, 500], cut: 0).compactMap { block -> BarChart? in
      if case .chart(.bars(let chart)) = block { chart } else { nil }
    }
    let chart = try #require(bars.first)
    #expect(chart.bars.map(\.value) == [512, 512])
    #expect(
      chart.description
        == "Filled up to 512 tokens each, the rows are 512 tokens of text and 512 of padding.")
  }

  @Test func leavesOutTheLimitWhereNoneIsKnown() throws {
    let context = ReportContext(Replay.record(steps: [ReplaySteps.setUpHead]))
    let blocks = LengthResults.blocks([3, 40], cut: 0, ReplaySteps.setUpHead, context)
    let chart = try #require(histogram(blocks))
    #expect(chart.limit == nil && chart.counts.reduce(0, +) == 2)
    #expect(!blocks.contains { if case .chart(.bars) = $0 { true } else { false } })
  }

  @Test func drawsNothingOfOddRecords() {
    for lengths in [[], [0], [-5, 0], [1 << 40]] { #expect(blocks(lengths, cut: 3).isEmpty) }
    #expect(histogram(blocks([-7, 4, 512], cut: 9000))?.counts == Array(repeating: 0, count: 16))
  }

  @Test func drawsAColumnForEachRangeThatHoldsRows() throws {
    let chart = try #require(histogram(blocks([10, 20, 200, 512], cut: 1)))
    let drawing = HTMLSerializer.text(HistogramDrawing(chart: chart, width: 640, id: "c").node())
    #expect(drawing.matches(of: /class="c-bar"/).count == 2)
    #expect(drawing.matches(of: /class="c-bar-hollow"/).count == 1)
    #expect(drawing.contains(">cut: 1</text>") && drawing.contains("longest row: 512"))
    #expect(!drawing.contains("nan") && !drawing.contains("inf"))
  }
}

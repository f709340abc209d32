import Records
import Report
import Testing

@testable import Comparison

@Suite struct SweepTests {
  /// Two values of `lr`, two seeds each; the last run failed.
  private func sweep(_ results: [ResultPath] = [], label: String = "positive") -> Sweep {
    let losses: [Double?] = [0.5, 0.7, 0.25, nil]
    let runs = losses.enumerated().map { index, loss in
      Sweep.Run(
        index: index + 1, name: "small-\(index)", seed: index % 2,
        values: [.number(index < 2 ? 5e-5 : 1e-4)],
        record: loss.map { TwoRuns.record(losses: [0.7, $0], label: label) },
        problem: loss == nil ? "step train: no memory" : "")
    }
    return Sweep(
      lesson: "small", title: "A small lesson", parameters: ["lr"], runs: runs, results: results)
  }

  @Test func sumsUpTheLastLossByCombination() {
    let sweep = sweep()
    #expect(sweep.results.map(\.description) == ["train.mean_loss[-1]"])
    #expect(
      SweepText.lines(sweep) == [
        "train.mean_loss[-1]",
        "  lr=5e-05: mean 0.6, standard deviation 0.141, from 0.5 to 0.7, 2 runs",
        "  lr=0.0001: mean 0.25, from 0.25 to 0.25, 1 run",
        "run 4, small-3: step train: no memory", "small: 3 of 4 runs complete",
      ])
  }

  @Test func takesTheSamplesStandardDeviation() throws {
    let numbers = Statistics([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(numbers.mean == 5)
    #expect(abs(try #require(numbers.deviation) - 2.138089935299395) < 1e-15)
    #expect(Statistics([3]).deviation == nil)
  }

  @Test func countsTextsAndBooleans() throws {
    let path = try #require(ResultPath("ask.printed_label"))
    let sweep = sweep([path])
    #expect(SweepText.lines(sweep)[1] == "  lr=5e-05: positive 2 times")
    #expect(
      Spread([true, false, true])
        == .words([.init(text: "true", count: 2), .init(text: "false", count: 1)]))
    #expect(Spread([]) == .nothing)
  }

  @Test func writesARowForEveryRun() {
    let rows = SweepText.csv(sweep()).split(separator: "\n")
    #expect(rows[0] == "run,report,seed,lr,status,results_sha256,seconds,train.mean_loss[-1]")
    #expect(rows[1].hasPrefix("1,small-0,0,5e-05,complete,"))
    #expect(rows[1].hasSuffix(",2.1,0.5"))
    #expect(rows[4] == "4,small-3,1,0.0001,step train: no memory,,,")
  }

  @Test func writesAPageWithTableAndChart() {
    let page = HTMLWriter.write(SweepPage.document(sweep()))
    #expect(page.contains("UNFINISHED SWEEP"))
    #expect(
      page.contains("train.mean_loss[-1] of every run, by combination. Means: 1: 0.6, 2: 0.25."))
    #expect(page.contains("<svg"))
    #expect(page.contains("step train: no memory"))
    let markdown = MarkdownWriter.write(SweepPage.document(sweep()))
    #expect(markdown.contains("| 1 | lr=5e-05 | 0.6 | 0.141421 | 0.5 | 0.7 | 2 |"), "\(markdown)")
  }

  @Test func keepsWhatRecordsSayInert() throws {
    let attack = "=1+1<script>\u{1B}[31m"
    let path = try #require(ResultPath("ask.printed_label"))
    let sweep = sweep([path], label: attack)
    #expect(!SweepText.lines(sweep).joined().contains("\u{1B}"))
    #expect(SweepText.csv(sweep).contains(",'=1+1<script>"))
    let page = HTMLWriter.write(SweepPage.document(sweep))
    #expect(!page.contains("<script") && !page.contains("\u{1B}"))
  }

  @Test func fallsBackToSingleNumbers() {
    var record = TwoRuns.record()
    record.steps[0].results["mean_loss"] = nil
    #expect(Sweep.standardResults(of: record).map(\.description) == ["train.tokens", "ask.argmax"])
  }
}

import Foundation
import Testing

@testable import lesson_bench

@Suite struct CommitComparisonTests {
  @Test func pairsTheFiguresThatBothRunsHave() {
    let before = [
      Section(
        title: "stages",
        rows: [Row(name: "forward", seconds: 2, rate: 1e9), Row(name: "gone", seconds: 1)])
    ]
    let after = [
      Section(title: "growth", rows: [Row(name: "forward", seconds: 7)]),
      Section(title: "stages", rows: [Row(name: "forward", seconds: 1, rate: 2e9, bytes: 5)]),
    ]
    let lines = CommitComparison.lines(before, after)
    #expect(lines.map(\.section) == ["stages", "stages"])
    #expect(
      lines.map(\.line) == [
        CommitComparison.Line(name: "forward", figure: "seconds", before: 2, after: 1),
        CommitComparison.Line(name: "forward", figure: "GFLOP/s", before: 1, after: 2),
      ])
  }

  @Test func saysWhatKeepsTwoRunsFromBeingCompared() {
    let run = RunDescription(threads: 2, quick: false, rows: 1000)
    var other = run
    #expect(CommitComparison.difference(run, other) == nil)
    (other.threads, other.quick) = (1, true)
    #expect(CommitComparison.difference(run, other) == "other threads and sizes")
  }

  @Test func readsWhatAReportWrote() throws {
    let folder = try TinyWorkload.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("bench.json").path
    let report = Report(RunDescription(threads: 2, quick: true, rows: 8))
    report.section("stages", [.seconds])
    report.add(Row(name: "forward", seconds: 2))
    try report.write(to: file)
    try CommitComparison(before: file, after: file).print()

    try Data("{}".utf8).write(to: URL(fileURLWithPath: file))
    let error = #expect(throws: BenchFailure.self) {
      try CommitComparison(before: file, after: file)
    }
    #expect(error?.status == 65)
    #expect(
      error?.text == "\(file): not written by lesson-bench --json of this version")
  }
}

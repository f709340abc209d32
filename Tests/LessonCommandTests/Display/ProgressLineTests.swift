import Testing

@testable import lesson

@Suite struct ProgressLineTests {
  private func text(_ done: Int, _ total: Int, elapsed: Double, width: Int = 80) -> String {
    ProgressLine(label: "train", done: done, total: total, elapsed: elapsed).text(width: width)
  }

  @Test func givesTheTimeLeftAtTheRateSoFar() {
    #expect(text(25, 100, elapsed: 30) == "train [#####...............]  25 %  1:30 left")
  }

  @Test func givesNoTimeBeforeARateIsKnownNorAtTheEnd() {
    #expect(text(0, 100, elapsed: 30) == "train [....................]   0 %")
    #expect(text(1, 100, elapsed: 0.5) == "train [....................]   1 %")
    #expect(text(100, 100, elapsed: 30) == "train [####################] 100 %")
  }

  @Test func staysWithinTheTerminal() {
    #expect(text(25, 100, elapsed: 30, width: 20).count == 19)
  }

  @Test func survivesATotalOfNothing() {
    #expect(text(0, 0, elapsed: 1).hasSuffix("0 %"))
  }
}

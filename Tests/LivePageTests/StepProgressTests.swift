import Engine
import Testing

@testable import LivePage

@Suite struct StepProgressTests {
  private var progress = StepProgress(id: "train", index: 5, count: 9)

  @Test mutating func countsOnlyWhatWasDoneSinceItLooksOn() {
    progress.count("encoding", done: 500, total: 1000, at: 10)
    #expect(progress.work?.pace.rate == nil)
    progress.count("encoding", done: 540, total: 1000, at: 12)
    #expect(progress.work?.pace.fraction == 0.54)
    #expect(progress.reviewsPerSecond == 20)
    #expect(progress.work?.pace.secondsLeft == 23)
  }

  @Test mutating func neverGoesBackWhereThreadsTellOutOfOrder() {
    progress.count("encoding", done: 7, total: 10, at: 0)
    progress.count("encoding", done: 6, total: 10, at: 1)
    #expect(progress.work?.pace.done == 7)
  }

  @Test mutating func beginsAgainWhenTheSameWorkIsDoneASecondTime() {
    progress.count("predicting", done: 3, total: 3, at: 0)
    progress.count("predicting", done: 1, total: 3, at: 9)
    #expect(progress.work?.pace == Pace(done: 1, total: 3, first: 1, elapsed: 0))
  }

  @Test mutating func showsTheWorkThatOthersWaitForUntilItIsDone() {
    progress.count("encoding", done: 1, total: 2, at: 0)
    progress.count("training", done: 1, total: 4, at: 1)
    #expect(progress.work?.name == "encoding")
    progress.count("encoding", done: 2, total: 2, at: 2)
    #expect(progress.work?.name == "training")
  }

  @Test mutating func givesTheRateOfATrainingInReviews() {
    progress.count("training", done: 0, total: 4, at: 0)
    for batch in 0..<3 { progress.add(outcome(batch: batch), at: Double(batch) * 2) }
    // 16 reviews in each of the two batches after the first, in four seconds.
    #expect(progress.reviewsPerSecond == 8)
  }

  @Test mutating func keepsTheLossesOfAnEarlierRun() {
    progress.resume([0.75, 0.5], batchesPerEpoch: 2, epochs: 3)
    progress.add(outcome(epoch: 1, batch: 0), at: 0)
    #expect(progress.losses == [0.75, 0.5, 0.25])
  }

  @Test mutating func forgetsTheLossesOfAnEarlierTrainingOfTheSameStep() {
    progress.resume([0.75, 0.5], batchesPerEpoch: 2, epochs: 1)
    progress.add(outcome(batch: 0), at: 0)
    #expect(progress.losses == [0.25])
  }

  private func outcome(epoch: Int = 0, batch: Int) -> BatchOutcome {
    Batches.outcome(epoch: epoch, batch: batch, of: 4, epochs: 3, loss: 0.25, reviews: 16)
  }
}

@Suite struct PaceTests {
  @Test(arguments: [
    (0.854, "0.85"), (0.005, "0.01"), (1.25, "1.3"), (9.94, "9.9"), (9.96, "10"), (19.4, "19"),
    (1240.2, "1240"),
  ])
  func writesARateInAFewFigures(rate: Double, text: String) {
    #expect(Pace.text(rate) == text)
  }

  @Test func givesNoTimeLeftAtTheEndOrBeforeThereIsARate() {
    #expect(Pace(done: 5, total: 5, elapsed: 9).secondsLeft == nil)
    #expect(Pace(done: 5, total: 9, first: 5, elapsed: 9).secondsLeft == nil)
    #expect(Pace(done: 5, total: 9, elapsed: 0.9).secondsLeft == nil)
    #expect(Pace(done: 12, total: 630, elapsed: 19).secondsLeft == nil)
    #expect(Pace(done: 13, total: 630, elapsed: 19).secondsLeft != nil)
    #expect(Pace(done: 3, total: 630, elapsed: 20).secondsLeft == 4180)
  }

  @Test func survivesATotalOfNothing() {
    #expect(Pace(done: 0, total: 0, elapsed: 1).fraction == 0)
  }
}

import Engine
import Foundation
import Testing

@testable import lesson_bench

@Suite struct TimedTrainingTests {
  private let pool = WorkerPool(threads: 2)

  @Test(arguments: Stage.allCases)
  func stopsAfterTheBatchesThatCount(_ stage: Stage) throws {
    let folder = try TinyWorkload.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let workload = try TinyWorkload.make(in: folder)
    var seen: [[Int]] = []
    let training = try TimedTraining(
      workload, stage, padding: workload.notebookPadding, pool: pool, warmUp: 2, counted: 3
    ) { seen.append($0.rows) }
    // Two epochs of four batches, in the order of the seed's data loader.
    let generator = TorchGenerator(seed: Workload.seed)
    let loader = DataLoader(rows: 8, batchSize: 2, shuffle: true)
    #expect(Array(seen.prefix(4)) == loader.epoch(generator))
    #expect(seen.count == 5)
    #expect(training.losses.count == 5)
    #expect(training.operations == workload.operations(stage, seen.suffix(3).joined()))
  }

  @Test func endsWithTheErrorOfWhatComesAfterABatch() throws {
    let folder = try TinyWorkload.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let workload = try TinyWorkload.make(in: folder)
    let error = #expect(throws: BenchFailure.self) {
      try TimedTraining(
        workload, .dropout, padding: workload.notebookPadding, pool: pool, warmUp: 1, counted: 3
      ) { _ in throw BenchFailure(BenchFailure.Status.invalid, "not this one") }
    }
    #expect(error?.text == "not this one")
  }

  @Test func refusesMoreBatchesThanTheEpochsHold() throws {
    let folder = try TinyWorkload.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let workload = try TinyWorkload.make(in: folder)
    let error = #expect(throws: BenchFailure.self) {
      try TimedTraining(
        workload, .frozen, padding: workload.notebookPadding, pool: pool, warmUp: 2, counted: 11)
    }
    #expect(error?.text == "8 rows are too few for 13 batches")
  }
}

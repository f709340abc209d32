import Synchronization
import Testing

@testable import Engine

@Suite struct WorkerPoolTests {
  @Test(arguments: [1, 2, 3, 8]) func runsEveryPieceOnce(threads: Int) throws {
    let counts = 1000
    let done = Mutex([Int](repeating: 0, count: counts))
    try WorkerPool(threads: threads).forEach(count: counts) { index, worker in
      done.withLock { $0[index] += worker < threads ? 1 : 1000 }
    }
    #expect(done.withLock { $0 } == [Int](repeating: 1, count: counts))
  }

  @Test func stopsAtTheFirstFailure() {
    let started = Atomic<Int>(0)
    #expect(throws: EngineError.invalidInput(.index(3, rows: 3))) {
      try WorkerPool(threads: 2).forEach(count: 10_000) { index, _ throws(EngineError) in
        started.add(1, ordering: .relaxed)
        if index == 3 { throw .invalidInput(.index(3, rows: 3)) }
      }
    }
    #expect(started.load(ordering: .relaxed) < 10_000)
  }

  @Test func stopsWhenCancelled() {
    let cancellation = Cancellation()
    let started = Atomic<Int>(0)
    #expect(throws: EngineError.interrupted) {
      try WorkerPool(threads: 2).forEach(count: 10_000, cancellation: cancellation) { index, _ in
        started.add(1, ordering: .relaxed)
        if index == 3 { cancellation.cancel() }
      }
    }
    #expect(started.load(ordering: .relaxed) < 10_000)
  }

  @Test func doesNothingForNoPieces() throws {
    try WorkerPool(threads: 2).forEach(count: 0) { _, _ in Issue.record("called") }
  }
}

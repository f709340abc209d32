import Engine
import Foundation
import Records
import Synchronization
import Testing

@testable import Lessons

/// Whole lessons on the tiny fixture, run again and again over one cache.
@Suite struct CachedLessonTests {
  private let fixture: TinyFixture
  private let home: TemporaryFolder
  private var cache: StepCache

  init() throws {
    (fixture, home) = (try TinyFixture(), try TemporaryFolder())
    cache = StepCache(home: home.url)
    cache.checkpointInterval = .zero
  }

  private struct Outcome {
    var record: RunRecord
    var failure: StepFailure?
    var events: [CacheEvent] = []
    var problems: [String] {
      events.compactMap { if case .problem(let message) = $0 { message } else { nil } }
    }
    var cached: [String] { record.steps.filter(\.fromCache).map(\.id) }
  }

  private func run(
    _ text: String = TinyLesson.whole, _ cache: StepCache?, _ options: PlanOptions = PlanOptions(),
    threads: Int = 2, stopAt batch: Int? = nil, of step: String = ""
  ) throws -> Outcome {
    let (plan, diagnostics) = try TinyLesson.plan(text, options)
    #expect(diagnostics.filter { $0.severity == .error } == [])
    let events = Mutex<[CacheEvent]>([])
    let batches = Mutex(0)
    let cancellation = Cancellation()
    let runner = LessonRunner(
      plan: try #require(plan), assets: TinyAssets(fixture: fixture), threads: threads,
      cache: cache
    ) { event in
      switch event {
      case .cache(_, let event): events.withLock { $0.append(event) }
      case .batch(step, _):
        let count = batches.withLock { count in
          count += 1
          return count
        }
        if count == batch { cancellation.cancel() }
      default: break
      }
    }
    let (record, failure) = runner.run(cancellation: cancellation)
    return Outcome(record: record, failure: failure, events: events.withLock { $0 })
  }

  private func places(_ step: String) -> [CachePlace] { cache.places(lesson: "tiny", step: step) }

  @Test func takesEveryExpensiveStepFromTheCacheTheSecondTime() throws {
    let plain = try run(nil)
    let first = try run(cache)
    #expect(first.record.resultsSHA256 == plain.record.resultsSHA256)
    #expect(first.cached == [])
    let second = try run(cache, threads: 1)
    #expect(second.record.resultsSHA256 == plain.record.resultsSHA256)
    #expect(second.cached == ["train-head", "train-all", "ask", "score"])
    #expect(second.problems == [])
    for (a, b) in zip(plain.record.steps, second.record.steps) {
      #expect(a.results == b.results)
      #expect(a.printed == b.printed)
    }
    // What it took when it was computed, to the millisecond that the rest takes.
    let (made, taken) = (first.record.step("train-all"), second.record.step("train-all"))
    #expect(try #require(taken).seconds >= (try #require(made)).seconds * 0.5)
  }

  @Test func goesOnFromRestoredWeights() throws {
    _ = try run(cache)
    let edited = TinyLesson.whole.replacing("This movie is terrible!", with: "a good film")
    let second = try run(edited, cache)
    #expect(second.cached == ["train-head", "train-all", "score"])
    #expect(second.record.resultsSHA256 == (try run(edited, nil)).record.resultsSHA256)
  }

  /// A second training with the same optimizer needs its averages, not the weights alone.
  @Test func goesOnWithARestoredOptimizer() throws {
    let again =
      "```step again\n- train: model\n  loader: train_loader\n"
      + "  optimizer: all_optimizer\n  epochs: 1\n- evaluate: model\n  subset: held_out\n```\n"
    _ = try run(cache)
    let second = try run(TinyLesson.whole + again, cache)
    #expect(second.cached.contains("train-all"))
    #expect(
      second.record.resultsSHA256 == (try run(TinyLesson.whole + again, nil)).record.resultsSHA256)
  }

  /// The second action of a step draws from where the first one left the generator.
  @Test func goesOnWithARestoredGenerator() throws {
    let text = { (repeats: Int) in
      TinyLesson.whole.replacing(
        "```step score cell=none\n",
        with: "```step mixed cell=none\n- train: model\n  loader: train_loader\n"
          + "  optimizer: all_optimizer\n  epochs: 1\n- predict: \"a film\"\n  model: model\n"
          + "  tokenizer: tokenizer\n  labels: [a, b]\n  dataset: dataset\n"
          + "  repeat: \(repeats)\n```\n\n```step score cell=none\n")
    }
    _ = try run(text(2), cache)
    let second = try run(text(3), cache)
    // One of its two actions was computed.
    #expect(!second.cached.contains("mixed"))
    #expect(second.events.contains { if case .taken = $0 { true } else { false } })
    #expect(second.record.resultsSHA256 == (try run(text(3), nil)).record.resultsSHA256)
  }

  @Test func computesEverythingAgainWhereAsked() throws {
    let first = try run(cache)
    var fresh = cache
    fresh.isFresh = true
    let second = try run(fresh)
    #expect(second.cached == [])
    #expect(second.record.resultsSHA256 == first.record.resultsSHA256)
    #expect(try run(cache).cached.count == 4)
  }

  @Test(arguments: ["entry.json", "state.safetensors"], ["cut", "flipped", "missing", "empty"])
  func computesAgainWhatIsDamagedAndSaysSo(file: String, damage: String) throws {
    let first = try run(cache)
    let url = try #require(places("train-all").first).url(file)
    var data = try Data(contentsOf: url)
    switch damage {
    case "cut": data.removeLast(1)
    case "flipped": data[data.count / 2] ^= 1
    case "empty": data = Data()
    default: break
    }
    try data.write(to: url)
    if damage == "missing" { try FileManager.default.removeItem(at: url) }
    let second = try run(cache)
    #expect(second.record.resultsSHA256 == first.record.resultsSHA256)
    #expect(second.cached == ["train-head", "ask", "score"])
    let isSilent = file == "entry.json" && damage == "missing"
    #expect(second.problems.contains { $0.contains("damaged") } == !isSilent)
    #expect(try run(cache).cached.count == 4)
  }

  @Test(arguments: [("train-head", 1), ("train-head", 6), ("train-all", 1), ("train-all", 5)])
  func goesOnWhereItWasInterrupted(step: String, batch: Int) throws {
    let plain = try run(nil)
    let stopped = try run(cache, stopAt: batch, of: step)
    #expect(stopped.failure?.kind == .interrupted)
    #expect(stopped.events.contains(.kept(batch: batch, of: step == "train-head" ? 10 : 7)))
    let resumed = try run(cache, threads: 3)
    #expect(resumed.events.contains(.resuming(batch: batch, of: step == "train-head" ? 10 : 7)))
    #expect(resumed.record.resultsSHA256 == plain.record.resultsSHA256)
    #expect(resumed.record.steps.map(\.printed) == plain.record.steps.map(\.printed))
    #expect(resumed.problems == [])
    // Nothing of the unfinished run is left, and the same weights are kept.
    let other = try TemporaryFolder()
    _ = try run(StepCache(home: other.url))
    let place = try #require(places(step).first)
    #expect(!FileManager.default.fileExists(atPath: place.checkpoint.path))
    let twin = try #require(
      StepCache(home: other.url).places(lesson: "tiny", step: step).first)
    #expect(
      try Data(contentsOf: place.url("state.safetensors"))
        == (try Data(contentsOf: twin.url("state.safetensors"))))
  }

  /// Backbone and head train together, and what is scored then are features of trained weights.
  @Test(arguments: ["AdamW", "SGD\n  momentum: 0.9"])
  func goesOnInTheMiddleOfFineTuning(optimizer: String) throws {
    let text = TinyLesson.whole.replacing("- freeze: backbone\n", with: "").replacing(
      "- optimizer: AdamW\n  parameters: [model]",
      with: "- optimizer: \(optimizer)\n  parameters: [model]")
    let plain = try run(text, nil)
    let moved = plain.record.step("train-all")?.results["moved_tensors"]?["backbone"]?.int
    #expect(try #require(moved) > 30)
    #expect(try run(text, cache, stopAt: 3, of: "train-all").failure?.kind == .interrupted)
    let resumed = try run(text, cache, threads: 1)
    #expect(resumed.events.contains(.resuming(batch: 3, of: 7)))
    #expect(resumed.record.resultsSHA256 == plain.record.resultsSHA256)
    // One file for the weights as they were loaded, one for those that the training left.
    #expect(CacheLimit.children(cache.features).count == 2)
    #expect(try run(text, cache).cached == ["train-head", "train-all", "ask", "score"])
    try CacheLimit.children(cache.steps).flatMap(CacheLimit.children)
      .filter { $0.lastPathComponent == "score" }.forEach(FileManager.default.removeItem)
    #expect(try run(text, cache).record.resultsSHA256 == plain.record.resultsSHA256)
  }

  @Test func goesOnAfterEveryBatchInTurn() throws {
    let plain = try run(nil)
    // Interrupted after one batch each time: more often than there are batches.
    var runs = 0
    var outcome = try run(cache, stopAt: 1, of: "train-all")
    while outcome.failure != nil, runs < 20 {
      outcome = try run(cache, stopAt: 1, of: "train-all")
      runs += 1
    }
    #expect(runs >= 6)
    #expect(outcome.record.resultsSHA256 == plain.record.resultsSHA256)
  }

  @Test(arguments: ["checkpoint.json", "state"], ["cut", "flipped", "missing"])
  func startsAgainWhereACheckpointIsDamaged(file: String, damage: String) throws {
    let plain = try run(nil)
    _ = try run(cache, stopAt: 5, of: "train-all")
    let place = try #require(places("train-all").first)
    let names = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
    let name = try #require(
      names.first { file == "state" ? $0.hasSuffix(".safetensors") : $0 == file })
    var data = try Data(contentsOf: place.url(name))
    if damage == "cut" { data.removeLast(3) } else { data[data.count - 9] ^= 4 }
    try data.write(to: place.url(name))
    if damage == "missing" { try FileManager.default.removeItem(at: place.url(name)) }
    let resumed = try run(cache)
    #expect(resumed.record.resultsSHA256 == plain.record.resultsSHA256)
    #expect(!resumed.events.contains { if case .resuming = $0 { true } else { false } })
    #expect(resumed.problems.isEmpty == (file == "checkpoint.json" && damage == "missing"))
  }

  @Test func countsTheSecondsOfEveryPart() throws {
    _ = try run(cache, stopAt: 5, of: "train-all")
    let place = try #require(places("train-all").first)
    try "100.5".write(to: place.elapsed, atomically: true, encoding: .utf8)
    let resumed = try run(cache)
    #expect(try #require(resumed.record.step("train-all")).seconds >= 100.5)
    #expect(try #require(run(cache).record.step("train-all")).seconds >= 100.5)
  }

  @Test func computesWithoutTheCacheWhereAnotherRunHoldsTheLock() throws {
    _ = try run(cache, stopAt: 1, of: "train-head")
    let place = try #require(places("train-head").first)
    let lock = try HeldLock.take(place.lock)
    #expect(lock != nil)
    let second = try run(cache)
    #expect(second.problems.contains { $0.contains("another run is computing the same step") })
    #expect(second.record.resultsSHA256 == (try run(nil)).record.resultsSHA256)
    #expect(!FileManager.default.fileExists(atPath: place.entry.path))
    withExtendedLifetime(lock) {}
  }

  @Test func goesOnWhereNothingCanBeWritten() throws {
    try home.write("steps", Data())
    let outcome = try run(cache)
    #expect(outcome.record.status == .complete)
    #expect(!outcome.problems.isEmpty)
    #expect(outcome.record.resultsSHA256 == (try run(nil)).record.resultsSHA256)
  }

  @Test func failsAtTheSamePlaceAgain() throws {
    let outcome = try run(cache, PlanOptions(parameters: ["lr": "1e38"]))
    #expect(outcome.failure?.kind == .computation)
    #expect(
      try run(cache, PlanOptions(parameters: ["lr": "1e38"])).failure?.message
        == outcome.failure?.message)
  }

  @Test func keepsFeaturesForOtherLessons() throws {
    let lines = try run(cache)
    #expect(lines.failure == nil)
    let files = CacheLimit.children(cache.features)
    #expect(files.count == 1)
    let file = try FeatureFile(try #require(files.first), width: 16, isFresh: false)
    // Some rows are alike.
    #expect((20...40).contains(file.count))
  }

  @Test func removesWhatWasNotUsedForLongest() throws {
    _ = try run(cache)
    let place = try #require(places("train-head").first)
    var times = [timeval(tv_sec: 1, tv_usec: 0), timeval(tv_sec: 1, tv_usec: 0)]
    utimes(place.folder.path, &times)
    let total = CacheLimit.items(in: cache).reduce(0) { $0 + $1.bytes }
    cacheOfSize(total - 1).enforce(sparing: CachePlace(folder: home.url))
    #expect(places("train-head").isEmpty)
    #expect(places("train-all").count == 1)
    #expect(try run(cache).cached == ["train-all", "ask", "score"])
  }

  private func cacheOfSize(_ bytes: Int) -> CacheLimit {
    var small = cache
    small.sizeLimit = bytes
    return CacheLimit(small)
  }

  @Test func cleansEverythingButWhatIsInUse() throws {
    _ = try run(cache)
    _ = try run(cache, PlanOptions(seed: 5), stopAt: 1, of: "train-head")
    let lock = try HeldLock.take(try #require(places("ask").first).lock)
    let assets = AssetCache(folder: home.url)
    let outcome = CacheCleaning(cache, assets: assets).clean(downloads: false)
    let (removed, inUse) = (outcome.removed, outcome.inUse)
    #expect(
      removed.map(\.what) == [
        "results of steps", "checkpoints of unfinished steps", "files of features",
      ])
    #expect(removed.map(\.count) == [3, 1, 1])
    #expect(removed.allSatisfy { $0.bytes > 0 })
    #expect(inUse == 1)
    #expect(outcome.foreign.isEmpty && outcome.problems.isEmpty)
    #expect(places("ask").count == 1)
    withExtendedLifetime(lock) {}
  }
}

extension CachedLessonTests {
  private func run(_ cache: StepCache?, threads: Int = 2) throws -> Outcome {
    try run(TinyLesson.whole, cache, threads: threads)
  }

  private func run(_ cache: StepCache?, stopAt batch: Int, of step: String) throws -> Outcome {
    try run(TinyLesson.whole, cache, stopAt: batch, of: step)
  }

  private func run(
    _ cache: StepCache?, _ options: PlanOptions, stopAt batch: Int? = nil, of step: String = ""
  ) throws -> Outcome {
    try run(TinyLesson.whole, cache, options, stopAt: batch, of: step)
  }
}

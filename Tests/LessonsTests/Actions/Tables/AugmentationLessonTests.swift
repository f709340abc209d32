import Engine
import Foundation
import Records
import Synchronization
import Testing

@testable import Lessons

/// Lessons whose pictures are drawn anew each time that a loader fetches them.
@Suite struct AugmentationLessonTests {
  private let fixture: TableFixture
  private let home: TemporaryFolder

  init() throws { (fixture, home) = (try TableFixture(), try TemporaryFolder()) }

  private func run(
    _ text: String, _ cache: StepCache? = nil, threads: Int = 2, stopAt batch: Int? = nil
  ) throws -> (record: RunRecord, failure: StepFailure?) {
    let (plan, diagnostics) = try TableFixture.plan(text)
    try #require(diagnostics.filter { $0.severity == .error } == [])
    let batches = Mutex(0)
    let cancellation = Cancellation()
    let runner = LessonRunner(
      plan: try #require(plan), assets: fixture, threads: threads, cache: cache
    ) { event in
      guard case .batch = event else { return }
      let count = batches.withLock { count in
        count += 1
        return count
      }
      if count == batch { cancellation.cancel() }
    }
    return runner.run(cancellation: cancellation)
  }

  private static let drawn =
    "{random_crop: {size: [4, 3], padding: [1, 0]}}, {random_vertical_flip: 0.4}"

  /// - Parameter steps: of the rows to train on.
  private static func lesson(
    _ steps: String = drawn, others: String = "random_horizontal_flip", width: Int = 3,
    score: String = "test_loader"
  ) -> String {
    TableFixture.lesson([
      (
        "data",
        """
        - dataset: shapes
        - split: dataset
          test_size: 0.25
          random_state: 7
        - transform: train_rows
          steps: [{picture: {white: 10}}, \(steps), to_tensor, {normalize: {mean: [0.4], std: [0.3]}}]
        - transform: test_rows
          steps:
            - picture: {white: 10}
            - center_crop: [4, \(width)]
            - to_tensor
            - normalize: {mean: [0.4], std: [0.3]}
            - \(others)
        - loader: train_rows
          batch_size: 8
          shuffle: true
          as: train_loader
        - loader: test_rows
          batch_size: 4
          as: test_loader
        """
      ),
      (
        "build",
        """
        - model:
            - {conv2d: [1, 4], kernel_size: 3, padding: 1}
            - relu
            - flatten
            - dropout: 0.25
            - out: {linear: [\(width * 16), 3]}
          as: net
        - summary: net
          rows: train_loader
        - optimizer: Adam
          parameters: net
          lr: 0.01
        """
      ),
      (
        "train",
        """
        - train: net
          loader: train_loader
          optimizer: optimizer
          loss: cross_entropy
          epochs: $epochs
          validate: test_loader
          looks: [train_loader]
        """
      ),
      ("score", "- eval_mode: net\n- evaluate: net\n  rows: \(score)\n  loss: cross_entropy"),
      ("ask", "- predict: \(score)\n  model: net"),
      (
        "look",
        "- pictures: train_rows\n- show: test_rows\n- baseline: test_rows\n  from: train_rows"
      ),
    ])
  }

  @Test func givesTheSameBitsWhateverHappensOnTheWay() throws {
    let text = Self.lesson()
    let plain = try run(text)
    #expect(plain.failure == nil)
    for threads in [1, 3, 8] {
      #expect(
        try run(text, threads: threads).record.resultsSHA256 == plain.record.resultsSHA256)
    }
    for batch in [2, 4, 9] {
      var cache = StepCache(home: home.url.appendingPathComponent("\(batch)"))
      cache.checkpointInterval = .zero
      #expect(try run(text, cache, stopAt: batch).failure?.kind == .interrupted)
      let resumed = try run(text, cache, threads: 3)
      #expect(resumed.record.resultsSHA256 == plain.record.resultsSHA256)
      let cached = try run(text, cache)
      #expect(cached.record.resultsSHA256 == plain.record.resultsSHA256)
      #expect(cached.record.steps.filter(\.fromCache).map(\.id) == ["train", "score", "ask"])
    }
  }

  @Test func drawsWhereverRowsGoThroughALoader() throws {
    func results(_ path: String, _ text: String) throws -> JSONValue? {
      ResultPath(path)?.value(in: try run(text).record)
    }
    let random = Self.lesson()
    let still = Self.lesson(others: "{random_horizontal_flip: 0}")
    for path in ["train.validation_loss", "score.batch_losses", "ask.predictions"] {
      #expect(try results(path, random) != results(path, still), "\(path)")
    }
    // What draws differently draws as much: the order and the rows to train on stay.
    for path in ["train.losses", "train.order_sha256"] {
      #expect(try results(path, random) == results(path, still), "\(path)")
    }
    // Without it the generator stands elsewhere in the second epoch.
    let fewer = random.replacing("    - random_horizontal_flip\n", with: "")
    #expect(fewer != random)
    #expect(try results("train.order_sha256", random) != results("train.order_sha256", fewer))
  }

  /// The crop of the same rows that is as large as they are draws nothing, and changes nothing.
  @Test func leavesALessonAsItIsWhereNothingIsDrawn() throws {
    let none = Self.lesson("rgb, grayscale", others: "rgb", width: 4)
      .replacing("    - rgb\n", with: "").replacing("rgb, grayscale, ", with: "")
    let whole = Self.lesson("{random_crop: 4}", others: "{random_crop: [4, 4]}", width: 4)
    #expect(try run(none).record.resultsSHA256 == run(whole).record.resultsSHA256)
  }

  @Test func notesWhatTheTableHoldsBeforeAnythingIsDrawn() throws {
    let record = try run(Self.lesson()).record
    let made = ResultPath("data.transformed.train_rows")?.value(in: record)
    #expect(made?["shape"] == [1, 4, 4])
    let input = ResultPath("build.layers[0].output_shape")?.value(in: record)
    #expect(input == [8, 4, 4, 3])
  }

  // MARK: - What cannot be said

  private func messages(_ text: String) throws -> [String] {
    let (plan, diagnostics) = try TableFixture.plan(text)
    let errors = diagnostics.filter { $0.severity == .error }
    #expect(plan == nil || errors.isEmpty)
    return errors.map(\.message)
  }

  @Test func refusesATableThatIsToGoThroughAModelItself() throws {
    let problem =
      "`test_rows` cannot go into a model: its column 'pixels' is drawn anew when a loader fetches a row"
    #expect(try messages(Self.lesson(score: "test_rows")) == [problem, problem])
    let summary = Self.lesson().replacing("rows: train_loader", with: "rows: train_rows")
    #expect(
      try messages(summary) == [problem.replacing("test_rows", with: "train_rows")])
    let still = Self.lesson(others: "rgb", score: "test_rows").replacing("    - rgb\n", with: "")
    #expect(try messages(still) == [])
  }

  @Test(arguments: [
    (
      "- loader: dataset\n  batch_size: all",
      "with `batch_size: all` nothing is fetched row by row, and each picture of 'pixels' is drawn anew when it is fetched"
    ),
    (
      "- scale: dataset\n  by: min_max",
      "the pictures of 'pixels' are drawn anew when they are fetched: scale before `transform`"
    ),
    (
      "- transform: dataset\n  steps: [{normalize: {mean: [1], std: [1]}}]",
      "the pictures of `dataset` are drawn anew after these steps, which are taken once"
    ),
  ])
  func refusesWhatWouldNotBeDrawn(action: String, message: String) throws {
    let data = "- dataset: shapes\n- transform: dataset\n  steps: [random_vertical_flip]\n"
    #expect(try messages(TableFixture.lesson([("data", data + action)])) == [message])
  }

  @Test func keepsWhatIsToBeDrawnWhereATableIsCutOrRelabelled() throws {
    let text = TableFixture.lesson([
      (
        "data",
        """
        - dataset: shapes
        - transform: dataset
          steps: [{random_crop: 2}]
        - relabel: dataset
          classes: {small: [one, two], large: [three]}
        - split: dataset
          parts: {some: 10, others: rest}
        - loader: others
          batch_size: 7
        """
      ),
      (
        "build",
        "- model: [flatten, {linear: [4, 2]}]\n- predict: loader\n  model: model"
      ),
    ])
    let (record, failure) = try run(text)
    #expect(failure == nil)
    let rows = ResultPath("build.predictions")?.value(in: record)?.array
    #expect(rows?.count == 30)
  }
}

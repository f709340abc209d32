import Engine
import Foundation
import Records
import Synchronization
import Testing

@testable import Lessons

/// Whole lessons with models of layers on small tables.
@Suite struct NetworkLessonTests {
  private let fixture: TableFixture
  private let home: TemporaryFolder

  init() throws { (fixture, home) = (try TableFixture(), try TemporaryFolder()) }

  private struct Outcome {
    var record: RunRecord
    var failure: StepFailure?
    var problems: [String]
    func result(_ path: String) -> JSONValue? { ResultPath(path)?.value(in: record) }
    var cached: [String] { record.steps.filter(\.fromCache).map(\.id) }
  }

  private func run(
    _ text: String, _ cache: StepCache? = nil, threads: Int = 2, stopAt batch: Int? = nil,
    memory: MachineMemory? = nil
  ) throws -> Outcome {
    let (plan, diagnostics) = try TableFixture.plan(text)
    try #require(diagnostics.filter { $0.severity == .error } == [])
    let problems = Mutex<[String]>([])
    let batches = Mutex(0)
    let cancellation = Cancellation()
    var runner = LessonRunner(
      plan: try #require(plan), assets: fixture, threads: threads, cache: cache
    ) { event in
      switch event {
      case .cache(_, .problem(let message)): problems.withLock { $0.append(message) }
      case .batch:
        let count = batches.withLock { count in
          count += 1
          return count
        }
        if count == batch { cancellation.cancel() }
      default: break
      }
    }
    if let memory { runner.memory = memory }
    let (record, failure) = runner.run(cancellation: cancellation)
    return Outcome(record: record, failure: failure, problems: problems.withLock { $0 })
  }

  /// Batch normalization, dropout, a shared layer, validation and a schedule.
  private static let convolution = TableFixture.lesson([
    (
      "data",
      """
      - dataset: shapes
      - split: dataset
        test_size: 0.25
        random_state: 7
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
          - stem: {conv2d: [1, 4], kernel_size: 3, padding: 1}
          - norm: {batch_norm2d: 4}
          - a: {relu, of: norm}
          - b: {conv2d: [4, 4], kernel_size: 3, padding: 1}
          - sum: {add: [a, b]}
          - again: {shared: b}
          - flatten
          - dropout: 0.25
          - out: {linear: [64, 3]}
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
        loss: {cross_entropy, label_smoothing: 0.1}
        epochs: $epochs
        schedule: {step: 2, gamma: 0.5}
        schedule_by: epoch
        validate: test_loader
      """
    ),
    ("score", "- eval_mode: net\n- evaluate: net\n  rows: test_loader\n  loss: cross_entropy"),
    ("ask", "- predict: test_rows\n  model: net"),
  ])

  private static let forecast = TableFixture.lesson([
    (
      "data",
      """
      - dataset: months
      - scale: dataset
        by: min_max
        columns: [sales]
        as: scaler
      - windows: dataset
        length: 3
      - split: windows
        test_size: 9
        shuffle: false
      - loader: train_rows
        batch_size: 5
        as: train_loader
      """
    ),
    (
      "build",
      """
      - model:
          - lstm: {lstm: [1, 6, 2], dropout: 0.2, batch_first: true}
          - last: {select: -1}
          - fc: {linear: [6, 1]}
      - optimizer: RMSprop
        parameters: model
      """
    ),
    (
      "train",
      """
      - train: model
        loader: train_loader
        optimizer: optimizer
        loss: {huber, delta: 0.5}
        epochs: $epochs
      """
    ),
    ("score", "- eval_mode: model\n- evaluate: model\n  rows: test_rows"),
    ("ask", "- predict: test_rows\n  model: model\n  inverse: scaler"),
  ])

  @Test(arguments: [convolution, forecast])
  func givesTheSameBitsWhateverHappensOnTheWay(text: String) throws {
    let plain = try run(text)
    #expect(plain.failure == nil)
    for threads in [1, 3, 8] {
      #expect(
        try run(text, threads: threads).record.resultsSHA256 == plain.record.resultsSHA256)
    }
    var cache = StepCache(home: home.url)
    cache.checkpointInterval = .zero
    let stopped = try run(text, cache, stopAt: 6)
    #expect(stopped.failure?.kind == .interrupted)
    let resumed = try run(text, cache, threads: 3)
    #expect(resumed.record.resultsSHA256 == plain.record.resultsSHA256)
    #expect(resumed.record.steps.map(\.printed) == plain.record.steps.map(\.printed))
    let cached = try run(text, cache)
    #expect(cached.record.resultsSHA256 == plain.record.resultsSHA256)
    #expect(cached.cached == ["train", "score", "ask"])
    #expect(stopped.problems + resumed.problems + cached.problems == [])
  }

  @Test func keepsWhatBatchNormalizationHasLearnedInTheCache() throws {
    let cache = StepCache(home: home.url)
    let plain = try run(Self.convolution, cache)
    // The scoring is computed anew, on a model whose training comes from the cache.
    let changed = Self.convolution.replacing("loss: cross_entropy", with: "loss: {cross_entropy}")
    let again = try run(changed, cache)
    #expect(again.cached == ["train"])
    #expect(again.result("score.held_out") == plain.result("score.held_out"))
    let learned = try #require(plain.result("train.final.norm.running_mean.sha256"))
    #expect(learned != plain.result("build.initial.norm.running_mean.sha256"))
  }

  @Test func summarisesAModelLayerByLayer() throws {
    let outcome = try run(Self.convolution)
    let layers = try #require(outcome.result("build.layers")?.array)
    #expect(
      layers.map { $0["output_shape"] } == [
        [8, 4, 4, 4], [8, 4, 4, 4], [8, 4, 4, 4], [8, 4, 4, 4], [8, 4, 4, 4], [8, 4, 4, 4],
        [8, 64],
        [8, 64], [8, 3],
      ])
    #expect(layers.map { $0["parameters"]?.int } == [40, 8, 0, 148, 0, 0, 0, 0, 195])
    #expect(outcome.result("build.parameters")?.int == 391)
    #expect(outcome.result("build.model_parameters")?.int == 391)
  }

  @Test func scoresNumbersAndGivesThemBackAsTheyWere() throws {
    let outcome = try run(Self.forecast)
    let rows = try #require(outcome.result("ask.predictions")?.array)
    #expect(rows.map { $0["row"]?.int } == Array(31..<40))
    // The series as the table has it.
    let actual = try #require(rows[0]["actual"]?.number)
    #expect(abs(actual - (Double((31 * 7) % 12) + 31.0 / 4)) < 1e-12)
    #expect(outcome.result("score.regression.rows")?.int == 9)
    #expect(outcome.result("score.held_out") == nil)
  }

  @Test func tellsClassesByAThreshold() throws {
    let text = TableFixture.lesson([
      ("data", "- dataset: flowers\n- loader: dataset\n  batch_size: all"),
      (
        "build",
        "- model: [{out: {linear: [3, 1]}}, sigmoid]\n- optimizer: SGD\n  parameters: model\n  lr: 0.5"
      ),
      (
        "train",
        """
        - train: model
          loader: loader
          optimizer: optimizer
          loss: bce
          epochs: 60
          print: last_batch
          print_every: 20
        """
      ),
      (
        "score",
        """
        - evaluate: model
          rows: dataset
          threshold: 0.5
          loss: bce
        """
      ),
      ("ask", "- predict: dataset\n  model: model\n  threshold: 0.5"),
    ])
    let outcome = try run(text)
    #expect(outcome.failure == nil)
    let losses = (outcome.result("train.losses")?.array ?? []).compactMap { $0.number }
    #expect(losses.count == 60 && losses[59] < losses[0])
    #expect(
      outcome.result("train.printed_loss")
        == .array([19, 39, 59].map { .number(pythonRounded(losses[$0], places: 4)) }))
    let confusion = try #require(outcome.result("score.held_out.confusion")?.array)
    let rows = try #require(outcome.result("ask.predictions")?.array)
    let right = rows.filter { $0["predicted"] == $0["actual"] }.count
    #expect(
      right == (confusion[0].array?[0].int ?? 0) + (confusion[1].array?[1].int ?? 0))
    #expect(right > 30)
  }

  @Test func stopsEarlyAndSaysWhen() throws {
    let text = Self.convolution.replacing(
      "validate: test_loader",
      with: "validate: test_loader\n  early_stopping: {patience: 1, min_delta: 10}")
    let outcome = try run(text)
    // No loss falls by 10: the first epoch is the best, and the second ends the training.
    #expect(outcome.result("train.stopped_epoch")?.int == 2)
    #expect(outcome.result("train.validation_loss")?.array?.count == 2)
    let printed = try #require(outcome.record.step("train")?.printed)
    #expect(printed.count == 2 && printed[0].contains(", Validation loss: "))
  }

  @Test func putsTheBestWeightsBackWhereAsked() throws {
    func final(_ more: String) throws -> (best: Int?, tensors: JSONValue?) {
      let outcome = try run(
        Self.convolution.replacing(
          "validate: test_loader", with: "validate: test_loader\n  restore_best: \(more)"))
      return (outcome.result("train.best_epoch")?.int, outcome.result("train.final"))
    }
    let (kept, last) = (try final("true"), try final("false"))
    #expect(kept.best == last.best)
    let epochs = try run(Self.convolution).result("train.stopped_epoch")?.int
    #expect((kept.tensors == last.tensors) == (kept.best == epochs))
  }

  @Test(arguments: ["restore_best: true", "early_stopping: {patience: 2}"])
  func asksForRowsToBeHeldOut(argument: String) throws {
    let text = Self.convolution.replacing("validate: test_loader", with: argument)
    let messages = try TableFixture.plan(text).diagnostics.map(\.message)
    let name = argument.prefix { $0 != ":" }
    #expect(messages.contains("`\(name)` needs `validate`: rows whose loss it looks at"))
  }

  @Test func refusesWhatTheMachineLacks() throws {
    let memory = MachineMemory(bytes: 1 << 30, source: "this machine has")
    let wide = Self.convolution.replacing(
      "out: {linear: [64, 3]}",
      with: "wide: {linear: [64, 9000000]}\n    - out: {linear: [9000000, 3]}")
    let outcome = try run(wide, memory: memory)
    #expect(
      outcome.failure?.message.hasPrefix(
        "training the model `net` of 612,000,199 numbers takes 7.3 GB")
        == true, "\(outcome.failure?.message ?? "")")
  }
}

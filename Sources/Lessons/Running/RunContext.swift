import Engine
import Records

/// What the actions of a run share: the objects bound to names, and the step in hand.
final class RunContext {
  let pool: WorkerPool
  let cancellation: Cancellation
  private let assets: [AssetRequest: LocatedAsset]
  private let recorder: RunRecorder
  private var values: [String: Any] = [:]

  /// The step in hand: its seed, a generator fresh from that seed, and what it has measured.
  private(set) var seed = 0
  private(set) var generator = TorchGenerator(seed: 0)
  var results: [String: JSONValue] = [:]

  init(
    pool: WorkerPool, cancellation: Cancellation, assets: [AssetRequest: LocatedAsset],
    recorder: RunRecorder
  ) {
    self.pool = pool
    self.cancellation = cancellation
    self.assets = assets
    self.recorder = recorder
  }

  func start(seed: Int) {
    self.seed = seed
    generator = TorchGenerator(seed: seed)
    results = [:]
  }

  func bind(_ name: String, to value: Any) { values[name] = value }

  /// What a name is bound to.
  ///
  /// The planner has made sure of its kind: only a defect throws here.
  func value<Value>(_ name: String) throws(EngineError) -> Value {
    guard let value = values[name] as? Value else {
      throw .invalidInput("`\(name)` is not bound to a \(Value.self)")
    }
    return value
  }

  /// The models that a name stands for, each under its own name: a sequential model's members.
  func members(of name: String) throws(EngineError) -> [(name: String, model: any LessonModel)] {
    if let classifier = values[name] as? Classifier { return classifier.members }
    return [(name, try value(name))]
  }

  func asset(_ request: AssetRequest) throws(EngineError) -> LocatedAsset {
    guard let asset = assets[request] else {
      throw .invalidInput("`\(request.name)` has not been fetched")
    }
    return asset
  }

  /// Joins objects into results that several actions of a step may write.
  func merge(_ members: [String: [String: JSONValue]]) {
    for (key, members) in members {
      let old = results[key]?.object ?? [:]
      results[key] = .object(old.merging(members) { _, new in new })
    }
  }

  /// A line as the notebook prints it.
  func print(_ line: String) { recorder.print(line) }

  func report(_ batch: BatchOutcome) { recorder.report(batch) }

  /// Takes the engine's progress, from any thread.
  func progress(_ what: String) -> (_ done: Int, _ total: Int) -> Void {
    { [recorder] done, total in recorder.progress(what, done: done, total: total) }
  }
}

import Engine
import Records

/// What the actions of a run share: the objects bound to names, and the current step.
final class RunContext {
  let pool: WorkerPool
  let cancellation: Cancellation
  private let assets: [AssetRequest: LocatedAsset]
  private let recorder: RunRecorder
  private var values: [String: Any] = [:]

  /// The current step: its seed, a generator fresh from that seed, and what it has measured.
  private(set) var seed = 0
  private(set) var generator = TorchGenerator(seed: 0)
  var results: [String: JSONValue] = [:]
  /// What the current action has printed.
  private var printed: [String] = []
  /// Saves where the current action stands; `nil` where nothing is saved.
  private(set) var saving: ActionProgress?
  /// Where a model's features are kept; `nil` without a cache.
  private let features: (BertModel, LocatedAsset) -> (any FeatureStore)?

  init(
    pool: WorkerPool, cancellation: Cancellation, assets: [AssetRequest: LocatedAsset],
    recorder: RunRecorder,
    features: @escaping (BertModel, LocatedAsset) -> (any FeatureStore)? = { _, _ in nil }
  ) {
    self.pool = pool
    self.cancellation = cancellation
    self.assets = assets
    self.recorder = recorder
    self.features = features
  }

  func start(seed: Int) {
    self.seed = seed
    generator = TorchGenerator(seed: seed)
    results = [:]
  }

  func bind(_ name: String, to value: Any) { values[name] = value }

  /// What every name is bound to.
  var bound: [String: Any] { values }

  /// What a name is bound to.
  ///
  /// The planner has made sure of its kind: only a defect throws here.
  func value<Value>(_ name: String) throws(EngineError) -> Value {
    guard let value = values[name] as? Value else {
      throw .step(.notBound(name, type: "\(Value.self)"))
    }
    return value
  }

  /// The models that a name stands for, each under its own name: a sequential model's members.
  func members(of name: String) throws(EngineError) -> [(name: String, model: any LessonModel)] {
    if let classifier = values[name] as? Classifier { return classifier.members }
    return [(name, try value(name))]
  }

  /// A result of an earlier step, or of an earlier action of this one.
  ///
  /// The planner has made sure that there is such a result: only a list that is shorter than asked
  /// for throws.
  func result(_ path: ResultPath) throws(EngineError) -> JSONValue {
    let measured = recorder.isInHand(path.step) ? results : recorder.results(ofStep: path.step)
    guard let value = measured.flatMap(path.value(in:)) else {
      throw .step(.noResult(path))
    }
    return value
  }

  func asset(_ request: AssetRequest) throws(EngineError) -> LocatedAsset {
    guard let asset = assets[request] else {
      throw .step(.notFetched(request.name))
    }
    return asset
  }

  /// Joins objects into results that several actions of a step may write.
  func merge(_ members: [ResultKey: [String: JSONValue]]) {
    for (key, members) in members {
      let old = results[key]?.object ?? [:]
      results[key] = .object(old.merging(members) { _, new in new })
    }
  }

  /// Runs an action of its own, and returns what it alone has measured and printed.
  ///
  /// Saves where it stands if it is interrupted.
  func capture(
    _ saving: ActionProgress?, _ body: (RunContext) throws(EngineError) -> Void
  ) throws(EngineError) -> (results: [String: JSONValue], printed: [String]) {
    let before = results
    (results, printed, self.saving) = ([:], [], saving)
    defer { self.saving = nil }
    try body(self)
    let own = (results: results, printed: printed)
    results = before
    take(results: own.results)
    return own
  }

  /// Joins an action's results to those of the actions before it in the step.
  func take(results own: [String: JSONValue]) {
    for (key, value) in own {
      if let old = results[key]?.object, let new = value.object {
        results[key] = .object(old.merging(new) { _, new in new })
      } else {
        results[key] = value
      }
    }
  }

  /// Where the features of a model with its weights as they are lie.
  ///
  /// - Parameter asset: what it was loaded from.
  func featureStore(of model: BertModel, _ asset: LocatedAsset) -> (any FeatureStore)? {
    features(model, asset)
  }

  /// A line as the notebook prints it.
  func print(_ line: String) {
    printed.append(line)
    recorder.print(line)
  }

  func report(_ batch: BatchOutcome) { recorder.report(batch) }

  /// Tells of a training that goes on after what an earlier run has computed of it.
  func report(resumed losses: [Float], batchesPerEpoch: Int, epochs: Int) {
    recorder.report(resumed: losses, batchesPerEpoch: batchesPerEpoch, epochs: epochs)
  }

  /// Takes the engine's progress, from any thread.
  func progress(_ what: String) -> (_ done: Int, _ total: Int) -> Void {
    { [recorder, saving] done, total in
      saving?.beat()
      recorder.progress(what, done: done, total: total)
    }
  }
}

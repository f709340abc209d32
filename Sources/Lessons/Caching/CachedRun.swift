import Engine
import Files
import Foundation
import Records

/// Runs actions, and takes the results of expensive ones from the cache where they are there.
struct CachedRun {
  let keys: PlanKeys
  private let lesson: String
  private let cache: StepCache
  private let recorder: RunRecorder

  init(
    _ plan: LessonPlan, _ cache: StepCache, engine: EngineRecord,
    assets: [AssetRequest: LocatedAsset], recorder: RunRecorder
  ) {
    keys = PlanKeys(
      plan, computedBy: ComputedBy(engine), assets: assets.mapValues(\.contentDigest))
    lesson = plan.identity.id
    (self.cache, self.recorder) = (cache, recorder)
  }

  /// Where the features of a model lie; `nil`, with a word about it, where they cannot be kept.
  func features(of model: BertModel, _ asset: LocatedAsset) -> (any FeatureStore)? {
    do throws(CacheProblem) {
      return try cache.featureFile(of: model, asset, keys.computedBy)
    } catch {
      recorder.report(.problem("\(error.message); features are not kept"))
      return nil
    }
  }

  /// Runs one action, or takes its result from the cache.
  func run(_ action: any Action, _ key: ActionKey, _ context: RunContext) throws(EngineError) {
    guard key.isExpensive else { return try action.run(context) }
    let place = cache.place(lesson: lesson, key: key)
    let optimizer = try action.optimizer(context)
    let buffers = try action.buffers(context)
    if !cache.isFresh, let entry = restored(from: place, optimizer, buffers, key) {
      context.generator.state = entry.generator
      context.take(results: entry.results)
      recorder.addSeconds(entry.seconds)
      recorder.mark(fromCache: true)
      recorder.report(.taken(made: entry.made, seconds: entry.seconds))
      for line in entry.printed { context.print(line) }
    } else {
      recorder.mark(fromCache: false)
      try compute(action, key, place, optimizer, buffers, context)
    }
  }

  /// An entry that is whole, the state it left put back.
  private func restored(
    from place: CachePlace, _ optimizer: (any Optimizer)?, _ buffers: [ModuleBuffer],
    _ key: ActionKey
  ) -> CacheEntry? {
    do throws(CacheProblem) {
      guard let entry = try DurableFile.read(CacheEntry.self, from: place.entry) else { return nil }
      guard entry.key == key.digest, (entry.state == nil) == (optimizer == nil) else {
        throw CacheProblem(message: "entry.json is of another action")
      }
      let kept = entry.buffers ?? []
      guard kept.map(\.count) == buffers.map(\.value.count) else {
        throw CacheProblem(message: "entry.json is of another model")
      }
      if let optimizer { try entry.state?.restore(optimizer, from: place) }
      for (buffer, values) in zip(buffers, kept) { buffer.restore(values) }
      place.touch()
      return entry
    } catch {
      recorder.report(.problem("\(error.message); the step is computed again"))
      return nil
    }
  }

  private func compute(
    _ action: any Action, _ key: ActionKey, _ place: CachePlace, _ optimizer: (any Optimizer)?,
    _ buffers: [ModuleBuffer], _ context: RunContext
  ) throws(EngineError) {
    let versions = optimizer?.parameters.map(\.version) ?? []
    let lock = lock(place)
    let progress = lock.map { _ in
      ActionProgress(place, key, keys, cache: cache) { [recorder] in recorder.report($0) }
    }
    if let progress { recorder.addSeconds(progress.earlierSeconds) }
    let (results, printed) = try context.capture(progress) { context throws(EngineError) in
      try action.run(context)
    }
    // A number that no record can hold ends the step; there is nothing to be kept of it.
    guard let lock, let progress, (try? CanonicalJSON.text(.object(results))) != nil else { return }
    do throws(CacheProblem) {
      var entry = CacheEntry(
        key: key.digest, computedBy: keys.computedBy, trace: keys.trace(of: key), made: .now,
        seconds: progress.seconds, results: results, printed: printed,
        generator: context.generator.state)
      if !buffers.isEmpty { entry.buffers = buffers.map(\.value.array) }
      if let optimizer {
        entry.state = try .write(
          optimizer, changedSince: versions, as: CacheEntry.state, in: place)
      }
      try DurableFile.write(entry, to: place.entry)
      ActionProgress.discard(place)
      place.touch()
      CacheLimit(cache).enforce(sparing: place)
    } catch {
      recorder.report(.problem("\(error.message); the step's results are not kept"))
    }
    withExtendedLifetime(lock) {}
  }

  /// The lock on a place; `nil`, with a word about it, where it cannot be had.
  private func lock(_ place: CachePlace) -> HeldLock? {
    do throws(CacheProblem) {
      try place.prepare()
      do throws(POSIXError) {
        if let lock = try HeldLock.take(place.lock) { return lock }
      } catch {
        throw CacheProblem(message: "\(place.lock.path): cannot be written: \(error.words)")
      }
      throw CacheProblem(message: "another run is computing the same step")
    } catch {
      recorder.report(.problem("\(error.message); computing without the cache"))
      return nil
    }
  }
}

extension PlanKeys {
  /// What an action depends on, itself last.
  func trace(of key: ActionKey) -> [ActionIngredients] {
    key.ancestors.map { actions[$0].ingredients } + [key.ingredients]
  }
}

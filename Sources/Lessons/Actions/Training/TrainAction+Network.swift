import Engine
import Records

extension TrainAction {
  /// Trains a model of layers on a table's rows.
  func train(_ work: NetworkTraining, _ context: RunContext) throws(EngineError) {
    let network: LessonNetwork = try context.value(model)
    let source: RowLoader = try context.value(loader)
    var training = ModuleTraining(
      network.module, loss: try work.loss.make(LossCatalogue.entries),
      rows: try work.target.rows(of: source.table), loop: try loop(source.loader, context))
    training.isTraining = network.isTraining
    training.loop.earlyStopping = work.earlyStopping
    training.loop.restoresBest = work.restoresBest
    if let validate = work.validate {
      let held: RowLoader = try context.value(validate)
      training.validation = ModuleWork.Validation(
        rows: try work.target.rows(of: held.table), loader: held.loader)
    }
    for name in work.looks {
      let look: RowLoader = try context.value(name)
      training.looks.append(look.loader)
    }
    let outcome = try run(training, of: [(model, network)], final: network, context)
    guard work.validate != nil else { return }
    let losses = outcome.validationLosses
    context.results[.validationLoss] = .array(losses.map(JSONValue.number))
    context.results[.stoppedEpoch] = .int(losses.count)
    let best = losses.indices.min { losses[$0] < losses[$1] }
    context.results[.bestEpoch] = .int((best ?? -1) + 1)
  }
}

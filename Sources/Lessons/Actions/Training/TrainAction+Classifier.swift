import Engine
import Records

extension TrainAction {
  /// Trains a head or a sequential model on texts.
  func train(_ reference: ClassifierReference, _ context: RunContext) throws(EngineError) {
    let classifier = try reference.classifier(context)
    let source: SubsetLoader = try context.value(loader)
    var training = ModuleTraining(
      classifier.isSequential ? classifier.network : classifier.head.module,
      loss: try CatalogueChoice(name: LossCatalogue.ofClassifiers).make(LossCatalogue.entries),
      rows: LabelledRows(source.subset.rows, padding: source.subset.padding),
      loop: try loop(source.loader, context))
    // Features of a head alone come without gradient.
    if !classifier.isSequential { training.features = classifier.features }
    let outcome = try run(training, of: classifier.members, final: classifier.head, context)
    context.results[.tokens] = .int(source.subset.rows.reduce(0) { $0 + $1.ids.count })
    context.results[.paddedTokens] = .int(source.paddedTokens(order: outcome.order))
  }
}

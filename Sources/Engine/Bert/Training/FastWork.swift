extension ModuleTraining {
  /// A way to compute batches of texts, which go through a BERT and then through a head, that leaves out
  /// what cannot change the result; `nil` where none applies, and for any other network.
  func fastWork(_ place: WorkPlace) throws(EngineError) -> (any BatchWork)? {
    let chain = features.map { [$0, module] } ?? module.chain
    guard !isGeneral, chain.count > 1, let bert = chain[0] as? BertFeatures, validation == nil,
      rows.inputs.count == 1, case .sequences(let texts) = rows.inputs[0]
    else { return nil }
    let head = Network(chain: chain.dropFirst().map { ("", $0) })
    try bert.bert.check(texts)
    if features == nil, !bert.scope.isEmpty {
      // Gradients go through the BERT: each text goes there and back at once, which needs a head that
      // takes it alone, and a loss that each text has a share of.
      guard head.takesRowsAlone, loss.isMeanOfRows else { return nil }
      return FineTuningWork(self, bert, head, texts, place)
    }
    var ofHead = self
    (ofHead.module, ofHead.features) = (head, nil)
    if bert.drops(isTraining) {
      // Dropout makes the features new in each epoch, but no weight that they depend on changes: the
      // BERT may run ahead of a head that draws nothing in between.
      guard head.takesRowsAlone else { return nil }
      return DropoutFeaturesWork(ofHead, bert, texts, place)
    }
    // Nothing changes the features: each text is encoded once, whatever the number of epochs, and what
    // is left is a training on numbers.
    let step = try bert.forward(
      [.sequences(texts)],
      place.pass(isTraining: false, goesBack: false, progress: place.onFeatures))
    ofHead.rows = LabelledRows(inputs: step.outputs, targets: rows.targets)
    return ModuleWork(ofHead, place)
  }
}

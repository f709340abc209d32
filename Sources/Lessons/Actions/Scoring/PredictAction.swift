import Engine
import Records

/// Classifies one sentence, or says what a model makes of a table's rows.
struct PredictAction: Action {
  /// What is predicted, and how.
  enum Work: Sendable {
    case sentence(SentencePrediction)
    case rows(RowPrediction)
  }

  private static let text = Argument(
    "", .text, "The sentence; of a model of layers the name of a table, or of a table's loader.")
  private static let model = Argument(
    "model", ClassifierReference.model,
    "A head with `features`, a sequential model, or one of layers.")

  static let manual =
    ActionManual(
      name: "predict",
      summary: """
        Classifies one sentence, unpadded, and prints it as the notebook does; or takes a table's rows \
        through a model of layers. In training mode dropout is active, as in PyTorch.
        """,
      value: text.description,
      arguments: [model.description, ClassifierReference.features.description]
        + SentencePrediction.arguments + RowPrediction.arguments,
      results: SentencePrediction.results + RowPrediction.results,
      example: """
        - predict: "This is a great movie!"
          model: head
          features: backbone.pooler_output
          tokenizer: tokenizer
          labels: [positive, negative]
          dataset: dataset
        """)

  let work: Work

  var absentResults: Set<ResultKey> {
    switch work {
    case .sentence(let prediction):
      Set(RowPrediction.results.map(\.key)).union(prediction.draws == nil ? [.repeated] : [])
    case .rows: Set(SentencePrediction.results.map(\.key))
    }
  }

  var results: [ResultDescription] {
    switch work {
    case .rows(let prediction): SentencePrediction.results + prediction.results
    case .sentence(let prediction): prediction.results + RowPrediction.results
    }
  }

  var effect: ActionEffect {
    guard case .rows(let prediction) = work, !prediction.network.buffers.isEmpty else {
      return .observes
    }
    return .changes([prediction.model])
  }
  var drawsRandomNumbers: Bool { true }
  static var isExpensive: Bool { true }

  func buffers(_ context: RunContext) throws(EngineError) -> [ModuleBuffer] {
    guard case .rows(let prediction) = work else { return [] }
    let network: LessonNetwork = try context.value(prediction.model)
    return network.buffers
  }

  init?(_ reader: ActionReader) {
    let text = reader.read(Self.text)
    let model = reader.read(Self.model)
    let features = reader.read(ClassifierReference.features)
    let sentence = SentencePrediction.Arguments(reader)
    let rows = RowPrediction.Arguments(reader)
    guard let text, let model, let features, let sentence, let rows else { return nil }
    if case .network = model.value {
      guard features == nil, sentence.checkUnused(by: model.name, reader),
        let prediction = RowPrediction(reader, text, model: model, rows)
      else { return nil }
      work = .rows(prediction)
      return
    }
    guard
      let classifier = ClassifierReference(reader, Self.model, model: model, features: features),
      rows.checkUnused(by: model.name, reader),
      let prediction = SentencePrediction(reader, text, classifier, sentence)
    else { return nil }
    work = .sentence(prediction)
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    switch work {
    case .rows(let prediction): memory.add(operations: prediction.operations)
    case .sentence(let prediction):
      let draws = prediction.draws ?? 1
      memory.addDraws(draws, labels: prediction.model.labels)
      memory.add(operations: Double(draws) * memory.operations(ofATextOf: nil))
    }
  }

  func check(_ models: inout KnownModels, asset: LocatedAsset?) throws(EngineError) {
    if case .sentence(let prediction) = work { try prediction.model.check(models) }
  }

  func run(_ context: RunContext) throws(EngineError) {
    switch work {
    case .sentence(let prediction): try prediction.run(context)
    case .rows(let prediction): try prediction.run(context)
    }
  }
}

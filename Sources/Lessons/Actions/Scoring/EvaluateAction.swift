import Engine
import Records

/// Scores rows.
struct EvaluateAction: Action {
  /// What is scored, and how.
  enum Work: Sendable {
    /// `classNames`: as scores name the classes; `nil` where that is not known yet.
    case classifier(ClassifierReference, subset: String, classNames: [String]?)
    case network(NetworkScoring)
  }

  /// Rows encoded as one batch while dropout is active: its decisions have to be held.
  private static let batchSize = 16

  private static let model = Argument(
    "", ClassifierReference.model, "A head with `features`, a sequential model, or one of layers.")
  private static let subset = Argument(
    "subset", ArgumentType<BoundName>.bound(.subset).optional, default: nil, "none",
    "Of texts: the rows to score.")

  /// Made once, but for tests that add to the engine.
  static var manual: ActionManual { LossCatalogue.added.isEmpty ? usual : made }

  private static let usual = made

  private static var made: ActionManual {
    ActionManual(
      name: "evaluate",
      summary: """
        Scores rows: how many are classed as their label says, or how far numbers are from theirs. It \
        does not switch the model: score in evaluation mode, or dropout has a part in the result.
        """,
      value: model.description,
      arguments: [ClassifierReference.features.description, subset.description]
        + NetworkScoring.arguments,
      results: [
        ResultDescription(
          .heldOut,
          """
          Of classes: rows, the share classed rightly, the mean cross-entropy, and counts by true \
          label (row) and prediction (column). `classes` has precision, recall and f1 by class name, \
          and `macro` their plain means, as scikit-learn computes them; a share of nothing is 0. Of a \
          model of layers `mean_loss` is what `loss` gives, and not there without it; of two classes \
          `roc_auc` is the share of pairs, one row of each class, that the model puts in the right order.
          """)
      ] + NetworkScoring.results,
      example: """
        - evaluate: head
          features: backbone.pooler_output
          subset: held_out
        """, catalogues: [.losses])
  }

  let model: String
  let work: Work

  /// In training mode batch normalization learns from what it is shown.
  var effect: ActionEffect {
    guard case .network(let scoring) = work, !scoring.network.buffers.isEmpty else {
      return .observes
    }
    return .changes([model])
  }
  var drawsRandomNumbers: Bool { true }
  static var isExpensive: Bool { true }

  var absentResults: Set<ResultKey> {
    switch work {
    case .classifier: Set(NetworkScoring.results.map(\.key))
    case .network(let scoring): scoring.absentResults
    }
  }

  var results: [ResultDescription] {
    let heldOut: ResultShape
    let classNames: [String]?
    switch work {
    case .classifier(_, _, let names):
      heldOut = .scores(hasLoss: true, hasArea: false, classNames: names)
      classNames = names
    case .network(let scoring):
      classNames = scoring.reading.classNames
      heldOut = .scores(
        hasLoss: scoring.loss != nil, hasArea: classNames?.count == 2, classNames: classNames)
    }
    return Self.manual.results.map { result in
      var result = result
      if result.key == .heldOut { result.shape = heldOut }
      if result.key == .lastBatch {
        result.shape = .scores(hasLoss: false, hasArea: false, classNames: classNames)
      }
      return result
    }
  }

  func buffers(_ context: RunContext) throws(EngineError) -> [ModuleBuffer] {
    guard case .network = work else { return [] }
    let network: LessonNetwork = try context.value(model)
    return network.buffers
  }

  init?(_ reader: ActionReader) {
    let model = reader.read(Self.model)
    let features = reader.read(ClassifierReference.features)
    let subset = reader.read(Self.subset)
    let arguments = NetworkScoring.Arguments(reader)
    guard let model, let features, let subset, let arguments else { return nil }
    self.model = model.name
    if case .network = model.value {
      guard features == nil, subset == nil else {
        let name = features == nil ? Self.subset.name : ClassifierReference.features.name
        reader.report(
          "wrong-kind", at: reader.range(of: name),
          "`\(model.name)` is a model of layers: it takes `rows`, a table or a table's loader")
        return nil
      }
      guard let scoring = NetworkScoring(reader, model: model, arguments) else { return nil }
      work = .network(scoring)
      return
    }
    guard
      let classifier = ClassifierReference(reader, Self.model, model: model, features: features),
      arguments.checkUnused(by: model.name, reader)
    else { return nil }
    guard let subset else {
      reader.report(
        "missing-argument", at: reader.action.name.range,
        "evaluate needs `subset`: the name of a subset")
      return nil
    }
    guard classifier.hasClasses(for: subset, Self.subset.name, reader),
      classifier.isTrained(for: subset, Self.subset.name, reader)
    else { return nil }
    let names = subset.value.classNames
    work = .classifier(
      classifier, subset: subset.name,
      classNames: names.map { names in
        (0..<classifier.labels).map { Self.name(of: $0, among: names) }
      })
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    switch work {
    case .classifier(let classifier, let subset, _):
      memory.addScores(labels: classifier.labels)
      if case .rows(let rows)? = memory[subset] {
        memory.add(operations: rows * memory.operations(ofATextOf: subset))
      }
    case .network(let scoring):
      memory.add(operations: scoring.operations)
      memory.add(
        "\(MemoryEstimate.count(Double(scoring.batch))) rows in the model `\(model)`",
        bytes: Double(scoring.outputs) * 4)
    }
  }

  func check(_ models: inout KnownModels, asset: LocatedAsset?) throws(EngineError) {
    if case .classifier(let reference, _, _) = work { try reference.check(models) }
  }

  func run(_ context: RunContext) throws(EngineError) {
    switch work {
    case .classifier(let classifier, let subset, _): try score(classifier, subset, context)
    case .network(let scoring): try scoring.run(model, context)
    }
  }

  private func score(
    _ reference: ClassifierReference, _ subset: String, _ context: RunContext
  ) throws(EngineError) {
    let classifier = try reference.classifier(context)
    let subset: LessonSubset = try context.value(subset)
    let labels = classifier.labels
    if let row = subset.rows.first(where: { !(0..<labels).contains($0.label) }) {
      throw .invalidRows(.label(row.label, classes: labels))
    }
    var scores = ClassificationScores(classes: labels)
    let size = classifier.features.bert.isDropping ? Self.batchSize : subset.rows.count
    for start in stride(from: 0, to: subset.rows.count, by: size) {
      let rows = subset.rows[start..<min(start + size, subset.rows.count)]
      let logits = try classifier.logits(
        of: subset.texts(rows.indices), context, what: "scoring")
      for (place, (row, logits)) in zip(rows.indices, zip(rows, logits)) {
        guard logits.allSatisfy(\.isFinite) else {
          throw .nonFiniteResult("the logits of row \(place) of the subset are not finite")
        }
        scores.add(logits: logits, label: row.label, prediction: Classifier.argmax(logits))
      }
    }
    context.results[.heldOut] = Self.result(
      scores, classNames: subset.classNames, meanLoss: scores.meanLoss)
  }

  /// What scores call a class: one that the data set does not name has its number.
  private static func name(of label: Int, among names: [String]) -> String {
    names.indices.contains(label) ? names[label] : "\(label)"
  }

  /// Scores as a record holds them.
  static func result(
    _ scores: ClassificationScores, classNames: [String], meanLoss: Double?, area: Double? = nil
  ) -> JSONValue {
    let classes = scores.confusion.indices.map { label -> (String, JSONValue) in
      (name(of: label, among: classNames), value(scores.shares(of: label)))
    }
    var result: [ResultMember: JSONValue] = [
      .rows: .int(scores.rows),
      .accuracy: .number(scores.accuracy),
      .confusion: .array(scores.confusion.map(JSONValue.ints)),
      .classes: .object(Dictionary(classes) { first, _ in first }),
      .macro: value(scores.macro),
    ]
    result[.meanLoss] = meanLoss.map(JSONValue.number)
    result[.rocAUC] = area.map(JSONValue.number)
    return .members(result)
  }

  private static func value(_ shares: ClassificationScores.Shares) -> JSONValue {
    .members([
      .precision: .number(shares.precision), .recall: .number(shares.recall),
      .f1: .number(shares.f1),
    ])
  }
}

import Engine
import Records

/// A backbone and a head that classify together: a head on a backbone's features, or both in a
/// sequential model.
struct Classifier {
  /// The members under the names that the lesson gave them, the backbone's first.
  let members: [(name: String, model: any LessonModel)]
  /// The backbone, read as the head takes it.
  let features: BertFeatures
  let head: LessonNetwork
  let isSequential: Bool
  /// How many classes it tells apart.
  let labels: Int
  /// Both, under PyTorch's names for a sequential model's members.
  let network: Network

  /// - Throws: `invalidInput` for a head of another width than the backbone's.
  init(
    backbone: String, head: String, pooling: Pooling, isSequential: Bool, _ context: RunContext
  ) throws(EngineError) {
    let model: BertModel = try context.value(backbone)
    self.head = try context.value(head)
    members = [(backbone, model), (head, self.head)]
    (features, self.isSequential) = (BertFeatures(model, pooling), isSequential)
    labels = try self.head.module.outputs(
      of: [ActivationShape([1, model.configuration.hiddenSize])], named: head)[0].shape[1]
    network = Network(chain: [("0", features), ("1", self.head.module)])
  }

  /// Logits [B][labels] of some texts, as one batch.
  func logits(
    of texts: TokenSequences, _ context: RunContext, what: String
  ) throws(EngineError) -> [[Float]] {
    // A backbone has a mode of its own, and a head is the same in both.
    let logits = try network.output(
      of: [.sequences(texts)], context.pass(isTraining: true, progress: context.progress(what)))
    return texts.ids.indices.map { Array(logits.values[$0 * labels..<($0 + 1) * labels]) }
  }

  /// The place of the largest, the first of equals.
  static func argmax(_ logits: [Float]) -> Int {
    logits.indices.reduce(0) { logits[$1] > logits[$0] ? $1 : $0 }
  }
}

/// The two arguments that name a classifier, read.
struct ClassifierReference: Sendable {
  /// A head, or a sequential model.
  var model: String
  /// The backbone whose features a head takes; `nil` for a sequential model.
  var features: String?
  var pooling: Pooling
  /// What a training may change: of a head alone the head, of a sequential model both.
  var trained: [PlannedPart]
  var labels: Int

  static let model = ArgumentType<BoundName>.bound(.head, .sequential, .network)
  static let features = Argument(
    "features",
    ArgumentType<MemberName>.member(Pooling.allCases.map(\.rawValue), of: .backbone).optional,
    default: nil, "none",
    """
    What a head alone works on, computed without gradient: `backbone.pooler_output`, or \
    `backbone.mean_pooling` for the mean over all tokens.
    """)

  /// The two together; `nil` where a diagnostic has been reported.
  ///
  /// - Parameters:
  ///   - argument: the one that names the model.
  ///   - features: `nil` in it for none.
  init?(
    _ reader: ActionReader, _ argument: Argument<BoundName>, model: BoundName,
    features: MemberName?
  ) {
    switch (model.value, features?.owner.value) {
    case (.head(_, let labels), .backbone?):
      self.labels = labels
      pooling = features.flatMap { Pooling(rawValue: $0.member) } ?? .pooler
    case (.head, nil):
      reader.report(
        "missing-argument", at: reader.range(of: argument.name),
        "`\(model.name)` is a head alone: it needs `features`, such as backbone.pooler_output")
      return nil
    case (.sequential(_, _, let pooling, let labels), nil):
      (self.pooling, self.labels) = (pooling, labels)
    case (.sequential, .some):
      reader.report(
        "wrong-kind", at: reader.range(of: "features"),
        "`\(model.name)` has a backbone of its own: `features` are for a head alone")
      return nil
    default: return nil
    }
    (self.model, self.features) = (model.name, features?.owner.name)
    trained = model.value.parts
  }

  /// Whether the model has a class for every label of some texts; reports it where not.
  ///
  /// - Parameter isExact: whether it may have no class more.
  func hasClasses(
    for texts: BoundName, _ argument: String, isExact: Bool = false, _ reader: ActionReader
  ) -> Bool {
    guard let classes = texts.value.classNames?.count,
      isExact ? classes != labels : classes > labels
    else {
      return true
    }
    if reader.scope.saysFirst(model) {
      reader.report(
        "class-count", at: reader.range(of: argument),
        "the texts of `\(texts.name)` are of \(classes) \(classes == 1 ? "class" : "classes"), but "
          + "`\(model)` has \(labels)",
        notes: ["make the head with one for each: labels: \(classes)"])
    }
    return false
  }

  /// Notes what it is trained on.
  func note(trainedOn texts: BoundName, _ scope: PlanScope) {
    guard let head else { return }
    scope.trainedOn[head] = TrainedRows(name: texts.name, classNames: texts.value.classNames)
  }

  /// Whether texts have the classes that it was trained on; reports it where not.
  func isTrained(for texts: BoundName, _ argument: String, _ reader: ActionReader) -> Bool {
    guard let head else { return true }
    return reader.scope.checkTraining(
      of: model, id: head,
      against: TrainedRows(name: texts.name, classNames: texts.value.classNames),
      at: reader.range(of: argument))
  }

  /// The number of the head.
  private var head: Int? { trained.first { $0.layout == .head }?.model }

  /// - Throws: `invalidInput` for a head of another width than its backbone's.
  func check(_ models: KnownModels) throws(EngineError) {
    if let features { try models.fit(head: model, on: features) }
  }

  /// The objects.
  func classifier(_ context: RunContext) throws(EngineError) -> Classifier {
    guard let features else { return try context.value(model) }
    return try Classifier(
      backbone: features, head: model, pooling: pooling, isSequential: false, context)
  }
}

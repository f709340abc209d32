import Engine
import Records

/// What a classifier of texts makes of one sentence.
struct SentencePrediction: Sendable {
  private static let tokenizer = Argument(
    "tokenizer", ArgumentType<BoundName>.bound(.tokenizer).optional, default: nil, "none",
    "Of a sentence, required: the tokenizer to use.")
  private static let labels = Argument(
    "labels", ArgumentType<[String]>.list(of: .text, "a list of texts").optional, default: nil,
    "none",
    """
    Of a sentence, required: what is printed for the first logit being the largest, for the second, \
    and so on.
    """)
  private static let dataset = Argument(
    "dataset", ArgumentType<BoundName>.bound(.dataset, .tokenizedDataset).optional, default: nil,
    "none", "Of a sentence, required: the data set that says what the labels really mean.")
  private static let draws = Argument(
    "repeat", ArgumentType.whole(atLeast: 2).optional, default: nil, "no repetition",
    "How often to predict while dropout is active, the first time counted in.")

  static let arguments = [
    tokenizer.description, labels.description, dataset.description, draws.description,
  ]

  static let results = [
    ResultDescription(.text, "The sentence."),
    ResultDescription(.tokenIDs, "Its tokens, [CLS] and [SEP] included."),
    ResultDescription(.logits, "One a class."),
    ResultDescription(.probabilities, "The softmax of the logits."),
    ResultDescription(.argmax, "The place of the largest logit."),
    ResultDescription(.printedLabel, "What `labels` says for it."),
    ResultDescription(.datasetLabel, "What the data set says for it."),
    ResultDescription(.dropoutActive, "Whether the logits are random."),
    ResultDescription(
      .repeated, "With `repeat`, while dropout is active: all draws, the first being the one above."
    ),
  ]

  /// The arguments, read.
  struct Arguments {
    var tokenizer: BoundName?
    var labels: [String]?
    var dataset: BoundName?
    var draws: Int?

    init?(_ reader: ActionReader) {
      let tokenizer = reader.read(SentencePrediction.tokenizer)
      let labels = reader.read(SentencePrediction.labels)
      let dataset = reader.read(SentencePrediction.dataset)
      let draws = reader.read(SentencePrediction.draws)
      guard let tokenizer, let labels, let dataset, let draws else { return nil }
      (self.tokenizer, self.labels, self.dataset) = (tokenizer, labels, dataset)
      self.draws = draws
    }

    /// Reports what only a classifier of texts has a use for.
    func checkUnused(by model: String, _ reader: ActionReader) -> Bool {
      let used = [
        tokenizer.map { _ in SentencePrediction.tokenizer.name },
        labels.map { _ in SentencePrediction.labels.name },
        dataset.map { _ in SentencePrediction.dataset.name },
        draws.map { _ in SentencePrediction.draws.name },
      ]
      guard let name = used.compactMap({ $0 }).first else { return true }
      reader.report(
        "wrong-type", at: reader.range(of: name),
        "`\(name)` is for sentences, and `\(model)` is a model of layers")
      return false
    }
  }

  let text: String
  let model: ClassifierReference
  let tokenizer: String
  let labels: [String]
  let dataset: String
  /// What the data set calls its classes; `nil` where that is not known before it is read.
  let classNames: [String]?
  let draws: Int?

  /// - Returns: `nil` where a diagnostic has been reported.
  init?(
    _ reader: ActionReader, _ text: String, _ model: ClassifierReference, _ arguments: Arguments
  ) {
    let given: [(name: String, text: String, isThere: Bool)] = [
      (Self.tokenizer.name, Self.tokenizer.type.text, arguments.tokenizer != nil),
      (Self.labels.name, Self.labels.type.text, arguments.labels != nil),
      (Self.dataset.name, Self.dataset.type.text, arguments.dataset != nil),
    ]
    for argument in given where !argument.isThere {
      reader.report(
        "missing-argument", at: reader.action.name.range,
        "predict needs `\(argument.name)`: \(argument.text)")
    }
    guard let tokenizer = arguments.tokenizer, let labels = arguments.labels,
      let dataset = arguments.dataset
    else { return nil }
    guard labels.count == model.labels else {
      reader.report(
        "wrong-type", at: reader.range(of: "labels"),
        "`labels` takes one text for each of the head's \(model.labels) classes, not \(labels.count)"
      )
      return nil
    }
    guard model.hasClasses(for: dataset, Self.dataset.name, isExact: true, reader),
      model.isTrained(for: dataset, Self.dataset.name, reader)
    else { return nil }
    (self.text, self.model, self.tokenizer) = (text, model, tokenizer.name)
    (self.labels, self.dataset, draws) = (labels, dataset.name, arguments.draws)
    classNames = dataset.value.classNames
  }

  /// The results, with the words that a label can be.
  var results: [ResultDescription] {
    Self.results.map { result in
      var result = result
      switch result.key {
      case .printedLabel: result.shape = .oneOf(labels)
      case .datasetLabel: result.shape = classNames.map(ResultShape.oneOf) ?? .text
      default: break
      }
      return result
    }
  }

  func run(_ context: RunContext) throws(EngineError) {
    let classifier = try model.classifier(context)
    let tokenizer: WordPieceTokenizer = try context.value(tokenizer)
    let dataset: LessonDataset = try context.value(dataset)
    let ids = tokenizer.encode(text, maxLength: nil).ids
    let isDropping = classifier.features.bert.isDropping
    var drawn: [[Float]] = []
    for _ in 0..<(isDropping ? draws ?? 1 : 1) {
      drawn += try classifier.logits(
        of: TokenSequences([ids], padding: .longestInBatch), context, what: "predicting")
    }
    let logits = drawn[0]
    let argmax = Classifier.argmax(logits)
    let classNames = dataset.texts.classNames
    guard classNames.count == labels.count else {
      throw .invalidRows(.classes(classNames.count, headClasses: labels.count))
    }
    context.results[.text] = .string(text)
    context.results[.tokenIDs] = .ints(ids.map(Int.init))
    context.results[.logits] = .floats(logits)
    context.results[.probabilities] = .floats(Softmax.probabilities(logits))
    context.results[.argmax] = .int(argmax)
    context.results[.printedLabel] = .string(labels[argmax])
    context.results[.datasetLabel] = .string(classNames[argmax])
    context.results[.dropoutActive] = .bool(isDropping)
    if draws != nil, isDropping {
      let largest = drawn.map(Classifier.argmax)
      context.results[.repeated] = .members([
        .draws: .int(drawn.count),
        .logits: .array(drawn.map(JSONValue.floats)),
        .argmaxCounts: .ints(labels.indices.map { label in largest.count { $0 == label } }),
      ])
    }
    context.print("Prediction for '\(text)': \(labels[argmax])")
  }
}

import Engine
import Records

/// Classifies one sentence.
struct PredictAction: Action {
  private static let text = Argument("", .text, "The sentence.")
  private static let model = Argument(
    "model", ClassifierReference.model, "A head with `features`, or a sequential model.")
  private static let tokenizer = Argument("tokenizer", .bound(.tokenizer), "The tokenizer to use.")
  private static let labels = Argument(
    "labels", .list(of: .text, "a list of texts"),
    "What is printed for the first logit being the largest, for the second, and so on.")
  private static let dataset = Argument(
    "dataset", .bound(.dataset, .tokenizedDataset),
    "The data set that says what the labels really mean.")
  private static let draws = Argument(
    "repeat", ArgumentType.whole(atLeast: 2).optional, default: nil, "no repetition",
    "How often to predict while dropout is active, the first time counted in.")

  static let manual = ActionManual(
    name: "predict",
    summary: """
      Classifies one sentence, unpadded, and prints it as the notebook does. In training mode \
      dropout is active, as in PyTorch.
      """,
    value: text.description,
    arguments: [
      model.description, ClassifierReference.features.description, tokenizer.description,
      labels.description, dataset.description, draws.description,
    ],
    results: [
      ResultDescription("text", .text, "The sentence."),
      ResultDescription("token_ids", .list(.number), "Its tokens, [CLS] and [SEP] included."),
      ResultDescription("logits", .list(.number), "One a class."),
      ResultDescription("probabilities", .list(.number), "The softmax of the logits."),
      ResultDescription("argmax", .number, "The place of the largest logit."),
      ResultDescription("printed_label", .text, "What `labels` says for it."),
      ResultDescription("dataset_label", .text, "What the data set says for it."),
      ResultDescription("dropout_active", .boolean, "Whether the logits are random."),
      ResultDescription(
        "repeated",
        .object([
          "draws": .number, "logits": .list(.list(.number)), "argmax_counts": .list(.number),
        ]),
        "With `repeat`, while dropout is active: all draws, the first being the one above."),
    ],
    example: """
      - predict: "This is a great movie!"
        model: head
        features: backbone.pooler_output
        tokenizer: tokenizer
        labels: [positive, negative]
        dataset: dataset
      """)

  let text: String
  let model: ClassifierReference
  let tokenizer: String
  let labels: [String]
  let dataset: String
  let draws: Int?

  var absentResults: Set<String> { draws == nil ? ["repeated"] : [] }

  var effect: ActionEffect { .observes }
  var drawsRandomNumbers: Bool { true }
  static var isExpensive: Bool { true }

  init?(_ reader: ActionReader) {
    let text = reader.read(Self.text)
    let model = ClassifierReference(reader, model: Self.model)
    let tokenizer = reader.read(Self.tokenizer)
    let labels = reader.read(Self.labels)
    let dataset = reader.read(Self.dataset)
    let draws = reader.read(Self.draws)
    guard let text, let model, let tokenizer, let labels, let dataset, let draws else { return nil }
    guard labels.count == model.labels else {
      reader.report(
        "wrong-type", at: reader.range(of: "labels"),
        "`labels` takes one text for each of the head's \(model.labels) classes, not \(labels.count)"
      )
      return nil
    }
    guard model.hasClasses(for: dataset, Self.dataset.name, isExact: true, reader) else {
      return nil
    }
    (self.text, self.model, self.tokenizer) = (text, model, tokenizer.name)
    (self.labels, self.dataset, self.draws) = (labels, dataset.name, draws)
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    memory.addDraws(draws ?? 1, labels: model.labels)
  }

  func run(_ context: RunContext) throws(EngineError) {
    let classifier = try model.classifier(context)
    let tokenizer: WordPieceTokenizer = try context.value(tokenizer)
    let dataset: LessonDataset = try context.value(dataset)
    let ids = tokenizer.encode(text, maxLength: nil).ids
    var drawn: [[Float]] = []
    for _ in 0..<(classifier.isDropoutActive ? draws ?? 1 : 1) {
      drawn += try classifier.logits(
        of: [ids], paddedLength: ids.count, context, what: "predicting")
    }
    let logits = drawn[0]
    let argmax = Classifier.argmax(logits)
    let classNames = dataset.texts.classNames
    guard classNames.count == labels.count else {
      throw .invalidInput(
        "the data set has \(classNames.count) classes, but the head has \(labels.count)")
    }
    var results: [String: JSONValue] = [
      "text": .string(text),
      "token_ids": .ints(ids.map(Int.init)),
      "logits": .floats(logits),
      "probabilities": .floats(Softmax.probabilities(logits)),
      "argmax": .int(argmax),
      "printed_label": .string(labels[argmax]),
      "dataset_label": .string(classNames[argmax]),
      "dropout_active": .bool(classifier.isDropoutActive),
    ]
    if draws != nil, classifier.isDropoutActive {
      let largest = drawn.map(Classifier.argmax)
      results["repeated"] = [
        "draws": .int(drawn.count),
        "logits": .array(drawn.map(JSONValue.floats)),
        "argmax_counts": .ints(labels.indices.map { label in largest.count { $0 == label } }),
      ]
    }
    context.results.merge(results) { _, new in new }
    context.print("Prediction for '\(text)': \(labels[argmax])")
  }
}

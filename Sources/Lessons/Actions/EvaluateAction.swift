import Engine
import Records

/// Scores rows.
struct EvaluateAction: Action {
  /// Rows encoded as one batch while dropout is active: its decisions have to be held.
  private static let batchSize = 16

  private static let model = Argument(
    "", ClassifierReference.model, "A head with `features`, or a sequential model.")
  private static let subset = Argument("subset", .bound(.subset), "The rows to score.")

  private static let shares = ResultShape.object([
    "precision": .number, "recall": .number, "f1": .number,
  ])

  static let manual = ActionManual(
    name: "evaluate",
    summary: """
      Scores rows: how many are classed as their label says. It does not switch the model: score in \
      evaluation mode, or dropout has a part in the result.
      """,
    value: model.description,
    arguments: [ClassifierReference.features.description, subset.description],
    results: [
      ResultDescription(
        "held_out",
        .object([
          "rows": .number, "accuracy": .number, "mean_loss": .number,
          "confusion": .list(.list(.number)), "classes": .byAnyKey(shares), "macro": shares,
        ]),
        """
        Rows, the share classed rightly, the mean cross-entropy, and counts by true label (row) \
        and argmax (column). `classes` has precision, recall and f1 by class name, and `macro` \
        their plain means, as scikit-learn computes them; a share of nothing is 0.
        """)
    ],
    example: """
      - evaluate: head
        features: backbone.pooler_output
        subset: held_out
      """)

  let model: ClassifierReference
  let subset: String

  var effect: ActionEffect { .observes }
  var drawsRandomNumbers: Bool { true }
  static var isExpensive: Bool { true }

  init?(_ reader: ActionReader) {
    let model = ClassifierReference(reader, model: Self.model)
    let subset = reader.read(Self.subset)
    guard let model, let subset, model.hasClasses(for: subset, Self.subset.name, reader) else {
      return nil
    }
    (self.model, self.subset) = (model, subset.name)
  }

  func estimate(_ memory: inout MemoryEstimate, asset: LocatedAsset?) {
    memory.addScores(labels: model.labels)
  }

  func run(_ context: RunContext) throws(EngineError) {
    let classifier = try model.classifier(context)
    let subset: LessonSubset = try context.value(subset)
    let labels = classifier.head.labels
    if let row = subset.rows.first(where: { !(0..<labels).contains($0.label) }) {
      throw .invalidInput("a row has label \(row.label), but the head has \(labels) classes")
    }
    var scores = ClassificationScores(classes: labels)
    let size = classifier.isDropoutActive ? Self.batchSize : subset.rows.count
    for start in stride(from: 0, to: subset.rows.count, by: size) {
      let rows = subset.rows[start..<min(start + size, subset.rows.count)]
      let sequences = rows.map(\.ids)
      let logits = try classifier.logits(
        of: sequences, paddedLength: subset.padding.length(of: sequences), context,
        what: "scoring")
      for (place, (row, logits)) in zip(rows.indices, zip(rows, logits)) {
        guard logits.allSatisfy(\.isFinite) else {
          throw .nonFiniteResult("the logits of row \(place) of the subset are not finite")
        }
        scores.add(logits: logits, label: row.label, prediction: Classifier.argmax(logits))
      }
    }
    context.results["held_out"] = Self.result(scores, classNames: subset.classNames)
  }

  /// Scores as a record holds them; a class that the data set does not name has its number.
  private static func result(
    _ scores: ClassificationScores, classNames: [String]
  ) -> JSONValue {
    let classes = scores.confusion.indices.map { label -> (String, JSONValue) in
      let name = classNames.indices.contains(label) ? classNames[label] : "\(label)"
      return (name, value(scores.shares(of: label)))
    }
    return [
      "rows": .int(scores.rows),
      "accuracy": .number(scores.accuracy),
      "mean_loss": .number(scores.meanLoss),
      "confusion": .array(scores.confusion.map(JSONValue.ints)),
      "classes": .object(Dictionary(classes) { first, _ in first }),
      "macro": value(scores.macro),
    ]
  }

  private static func value(_ shares: ClassificationScores.Shares) -> JSONValue {
    [
      "precision": .number(shares.precision), "recall": .number(shares.recall),
      "f1": .number(shares.f1),
    ]
  }
}

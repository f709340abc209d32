import Engine
import Records

/// Scores rows.
struct EvaluateAction: Action {
  /// Rows encoded as one batch while dropout is active: its decisions have to be held.
  private static let batchSize = 16

  private static let model = Argument(
    "", ClassifierReference.model, "A head with `features`, or a sequential model.")
  private static let subset = Argument("subset", .bound(.subset), "The rows to score.")

  static let manual = ActionManual(
    name: "evaluate",
    summary: "Scores rows: how many are classed as their label says.",
    value: model.description,
    arguments: [ClassifierReference.features.description, subset.description],
    results: [
      ResultDescription(
        "held_out",
        .object(["rows": .number, "accuracy": .number, "confusion": .list(.list(.number))]),
        "Rows, the share classed rightly, and counts by true label (row) and argmax (column).")
    ],
    example: """
      - evaluate: head
        features: backbone.pooler_output
        subset: held_out
      """)

  let model: ClassifierReference
  let subset: String

  var effect: ActionEffect { .observes }
  static var isExpensive: Bool { true }

  init?(_ reader: ActionReader) {
    let model = ClassifierReference(reader, model: Self.model)
    let subset = reader.read(Self.subset)
    guard let model, let subset else { return nil }
    (self.model, self.subset) = (model, subset.name)
  }

  func run(_ context: RunContext) throws(EngineError) {
    let classifier = try model.classifier(context)
    let subset: LessonSubset = try context.value(subset)
    let labels = classifier.head.labels
    if let row = subset.rows.first(where: { !(0..<labels).contains($0.label) }) {
      throw .invalidInput("a row has label \(row.label), but the head has \(labels) classes")
    }
    var confusion = [[Int]](repeating: [Int](repeating: 0, count: labels), count: labels)
    let size = classifier.isDropoutActive ? Self.batchSize : subset.rows.count
    for start in stride(from: 0, to: subset.rows.count, by: size) {
      let rows = subset.rows[start..<min(start + size, subset.rows.count)]
      let sequences = rows.map(\.ids)
      let logits = try classifier.logits(
        of: sequences, paddedLength: subset.padding.length(of: sequences), context,
        what: "scoring")
      for (row, logits) in zip(rows, logits) {
        confusion[row.label][Classifier.argmax(logits)] += 1
      }
    }
    let correct = (0..<labels).reduce(0) { $0 + confusion[$1][$1] }
    context.results["held_out"] = [
      "rows": .int(subset.rows.count),
      "accuracy": .number(Double(correct) / Double(subset.rows.count)),
      "confusion": .array(confusion.map(JSONValue.ints)),
    ]
  }
}

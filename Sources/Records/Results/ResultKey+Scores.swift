/// What steps say of how a model fares.
extension ResultKey {
  /// Scores of a classifier over rows that it has not learned from.
  package static let heldOut = ResultKey("held_out", .scores(hasLoss: true, hasArea: true))
  /// The same for the last batch alone.
  package static let lastBatch = ResultKey("last_batch", .scores(hasLoss: false, hasArea: false))
  /// Scores of numbers.
  package static let regression = ResultKey(
    "regression", .members([.rows: .number, .mse: .number, .mae: .number, .r2: .number]))
  /// Over all rows at once.
  package static let loss = ResultKey("loss", .number)
  /// One a batch.
  package static let batchLosses = ResultKey("batch_losses", .list(.number))
  /// Their plain mean.
  package static let meanBatchLoss = ResultKey("mean_batch_loss", .number)
  /// The simplest guess and its scores; of classes `guess`, a name, and `accuracy`.
  package static let baseline = ResultKey(
    "baseline", .members([.guess: .number, .mse: .number, .mae: .number, .r2: .number]))
  /// What a model says of each row of a table, beside what it is.
  package static let predictions = ResultKey(
    "predictions",
    .list(.members([.row: .number, .predicted: .number, .actual: .number])))

  // MARK: - A sentence

  /// The sentence.
  package static let text = ResultKey("text", .text)
  /// Its tokens, [CLS] and [SEP] included.
  package static let tokenIDs = ResultKey("token_ids", .list(.number))
  /// One a class.
  package static let logits = ResultKey("logits", .list(.number))
  /// The softmax of the logits.
  package static let probabilities = ResultKey("probabilities", .list(.number))
  /// The place of the largest logit.
  package static let argmax = ResultKey("argmax", .number)
  /// What the cell prints for it.
  package static let printedLabel = ResultKey("printed_label", .text)
  /// What the data set calls it.
  package static let datasetLabel = ResultKey("dataset_label", .text)
  /// Whether the logits are random.
  package static let dropoutActive = ResultKey("dropout_active", .boolean)
  /// All draws of a sentence that was asked again and again.
  package static let repeated = ResultKey(
    "repeated",
    .members([
      .draws: .number, .logits: .list(.list(.number)), .argmaxCounts: .list(.number),
    ]))
}

extension ResultShape {
  /// Scores of a classifier: counts by true label and prediction, and shares by class.
  ///
  /// - Parameters:
  ///   - hasLoss: with the mean loss of a row.
  ///   - hasArea: with the area under the curve, of two classes.
  ///   - classNames: `nil` where they are not known.
  package static func scores(
    hasLoss: Bool, hasArea: Bool, classNames: [String]? = nil
  ) -> ResultShape {
    let shares = members([.precision: .number, .recall: .number, .f1: .number])
    var scores: [ResultMember: ResultShape] = [
      .rows: .number, .accuracy: .number, .confusion: .list(.list(.number)),
      .classes: ResultShape.byAnyKey(shares).named(classNames), .macro: shares,
    ]
    if hasLoss { scores[.meanLoss] = .number }
    if hasArea { scores[.rocAUC] = .number }
    return members(scores)
  }
}

/// Members of scores and predictions.
extension ResultMember {
  /// The share of rows classed rightly.
  package static let accuracy = ResultMember("accuracy")
  /// Counts by true label (row) and prediction (column).
  package static let confusion = ResultMember("confusion")
  /// {class: precision, recall and F1}.
  package static let classes = ResultMember("classes")
  /// Their plain means over the classes.
  package static let macro = ResultMember("macro")
  /// The loss of a row, averaged over all.
  package static let meanLoss = ResultMember("mean_loss")
  /// The share of pairs, a row of each class, in the right order.
  package static let rocAUC = ResultMember("roc_auc")
  /// Of the rows given this class, the share that have it.
  package static let precision = ResultMember("precision")
  /// Of the rows that have this class, the share given it.
  package static let recall = ResultMember("recall")
  /// The harmonic mean of the two.
  package static let f1 = ResultMember("f1")
  /// Mean squared error.
  package static let mse = ResultMember("mse")
  /// Mean absolute error.
  package static let mae = ResultMember("mae")
  /// The share of the target's variance that is explained.
  package static let r2 = ResultMember("r2")
  /// What is said of every row: a number, or a class's name.
  package static let guess = ResultMember("guess")

  /// A row's place in the data.
  package static let row = ResultMember("row")
  /// What the model says of a row: numbers, or a class's name.
  package static let predicted = ResultMember("predicted")
  /// What the row is.
  package static let actual = ResultMember("actual")
  /// The model's numbers, where `predicted` is a class.
  package static let output = ResultMember("output")

  /// How often a sentence was asked.
  package static let draws = ResultMember("draws")
  /// A list for each draw.
  package static let logits = ResultMember("logits")
  /// For each class how often it was the answer.
  package static let argmaxCounts = ResultMember("argmax_counts")
}

/// What steps say of how a model fares.
extension ResultKey {
  /// Scores of a classifier over rows that it has not learned from.
  public static let heldOut = ResultKey("held_out", .scores(hasLoss: true, hasArea: true))
  /// The same for the last batch alone.
  public static let lastBatch = ResultKey("last_batch", .scores(hasLoss: false, hasArea: false))
  /// Scores of numbers.
  public static let regression = ResultKey(
    "regression", .members([.rows: .number, .mse: .number, .mae: .number, .r2: .number]))
  /// Over all rows at once.
  public static let loss = ResultKey("loss", .number)
  /// One a batch.
  public static let batchLosses = ResultKey("batch_losses", .list(.number))
  /// Their plain mean.
  public static let meanBatchLoss = ResultKey("mean_batch_loss", .number)
  /// The simplest guess and its scores; of classes `guess`, a name, and `accuracy`.
  public static let baseline = ResultKey(
    "baseline", .members([.guess: .number, .mse: .number, .mae: .number, .r2: .number]))
  /// What a model says of each row of a table, beside what it is.
  public static let predictions = ResultKey(
    "predictions",
    .list(.members([.row: .number, .predicted: .number, .actual: .number])))

  // MARK: - A sentence

  /// The sentence.
  public static let text = ResultKey("text", .text)
  /// Its tokens, [CLS] and [SEP] included.
  public static let tokenIDs = ResultKey("token_ids", .list(.number))
  /// One a class.
  public static let logits = ResultKey("logits", .list(.number))
  /// The softmax of the logits.
  public static let probabilities = ResultKey("probabilities", .list(.number))
  /// The place of the largest logit.
  public static let argmax = ResultKey("argmax", .number)
  /// What the cell prints for it.
  public static let printedLabel = ResultKey("printed_label", .text)
  /// What the data set calls it.
  public static let datasetLabel = ResultKey("dataset_label", .text)
  /// Whether the logits are random.
  public static let dropoutActive = ResultKey("dropout_active", .boolean)
  /// All draws of a sentence that was asked again and again.
  public static let repeated = ResultKey(
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
  public static func scores(hasLoss: Bool, hasArea: Bool) -> ResultShape {
    let shares = members([.precision: .number, .recall: .number, .f1: .number])
    var scores: [ResultMember: ResultShape] = [
      .rows: .number, .accuracy: .number, .confusion: .list(.list(.number)),
      .classes: .byAnyKey(shares), .macro: shares,
    ]
    if hasLoss { scores[.meanLoss] = .number }
    if hasArea { scores[.rocAUC] = .number }
    return members(scores)
  }
}

/// Members of scores and predictions.
extension ResultMember {
  /// The share of rows classed rightly.
  public static let accuracy = ResultMember("accuracy")
  /// Counts by true label (row) and prediction (column).
  public static let confusion = ResultMember("confusion")
  /// {class: precision, recall and F1}.
  public static let classes = ResultMember("classes")
  /// Their plain means over the classes.
  public static let macro = ResultMember("macro")
  /// The loss of a row, averaged over all.
  public static let meanLoss = ResultMember("mean_loss")
  /// The share of pairs, a row of each class, in the right order.
  public static let rocAUC = ResultMember("roc_auc")
  /// Of the rows given this class, the share that have it.
  public static let precision = ResultMember("precision")
  /// Of the rows that have this class, the share given it.
  public static let recall = ResultMember("recall")
  /// The harmonic mean of the two.
  public static let f1 = ResultMember("f1")
  /// Mean squared error.
  public static let mse = ResultMember("mse")
  /// Mean absolute error.
  public static let mae = ResultMember("mae")
  /// The share of the target's variance that is explained.
  public static let r2 = ResultMember("r2")
  /// What is said of every row: a number, or a class's name.
  public static let guess = ResultMember("guess")

  /// A row's place in the data.
  public static let row = ResultMember("row")
  /// What the model says of a row: numbers, or a class's name.
  public static let predicted = ResultMember("predicted")
  /// What the row is.
  public static let actual = ResultMember("actual")
  /// The model's numbers, where `predicted` is a class.
  public static let output = ResultMember("output")

  /// How often a sentence was asked.
  public static let draws = ResultMember("draws")
  /// A list for each draw.
  public static let logits = ResultMember("logits")
  /// For each class how often it was the answer.
  public static let argmaxCounts = ResultMember("argmax_counts")
}

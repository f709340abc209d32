/// How a classifier fares on labelled rows.
///
/// As scikit-learn's `confusion_matrix`, `accuracy_score`, `log_loss` and
/// `precision_recall_fscore_support` with `zero_division=0` and all of the classifier's classes as
/// `labels`: a share of nothing is 0, and counts as that in the mean over the classes.
public struct ClassificationScores: Sendable, Equatable {
  /// The scores of one class, or their mean over all classes.
  public struct Shares: Sendable, Equatable {
    /// Of the rows given this class, the share that have it.
    public var precision: Double
    /// Of the rows that have this class, the share given it.
    public var recall: Double
    /// The harmonic mean of the two.
    public var f1: Double
  }

  /// Counts by true label (row) and prediction (column).
  public private(set) var confusion: [[Int]]
  private var lossSum = 0.0

  /// Scores of no row yet.
  public init(classes: Int) {
    confusion = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
  }

  /// Counts a row.
  ///
  /// - Parameters:
  ///   - logits: one a class.
  ///   - label: the true class, below the number of classes.
  ///   - prediction: the class that the classifier gives it.
  public mutating func add(logits: [Float], label: Int, prediction: Int) {
    add(label: label, prediction: prediction)
    lossSum += CrossEntropy.loss(logits: logits, label: label)
  }

  /// Counts a row whose loss is not asked for.
  public mutating func add(label: Int, prediction: Int) { confusion[label][prediction] += 1 }

  /// Rows counted so far.
  public var rows: Int { confusion.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The share of rows classed rightly.
  public var accuracy: Double {
    share(confusion.indices.reduce(0) { $0 + confusion[$1][$1] }, of: rows)
  }

  /// The cross-entropy of a row, averaged over all of them.
  public var meanLoss: Double { rows == 0 ? 0 : lossSum / Double(rows) }

  /// Precision, recall and F1 of a class.
  public func shares(of label: Int) -> Shares {
    let right = confusion[label][label]
    let given = confusion.reduce(0) { $0 + $1[label] }
    let having = confusion[label].reduce(0, +)
    return Shares(
      precision: share(right, of: given), recall: share(right, of: having),
      f1: share(2 * right, of: given + having))
  }

  /// The plain mean over the classes, whatever their size.
  public var macro: Shares {
    let all = confusion.indices.map(shares)
    func mean(_ score: (Shares) -> Double) -> Double {
      all.isEmpty ? 0 : all.reduce(0) { $0 + score($1) } / Double(all.count)
    }
    return Shares(
      precision: mean({ $0.precision }), recall: mean({ $0.recall }), f1: mean({ $0.f1 }))
  }

  private func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }
}

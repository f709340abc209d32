import Engine

/// A data set, and how it is tokenised once that has been said.
struct LessonDataset {
  var texts: TextDataset
  var tokenization: Tokenization?
}

/// How texts become token ids.
struct Tokenization {
  var tokenizer: WordPieceTokenizer
  var padding: Padding
  /// `nil` where texts are not cut.
  var maxLength: Int?
}

/// Tokenised rows, and how PyTorch would pad a batch of them.
struct LessonSubset {
  var rows: [TokenizedRow]
  var padding: Padding
  /// The data set's names of its classes, label 0 first.
  var classNames: [String]

  /// Some rows as one batch.
  func texts(_ range: Range<Int>) -> TokenSequences {
    TokenSequences(rows[range].map(\.ids), padding: padding)
  }
}

/// A subset with the order in which its rows are handed out.
struct SubsetLoader {
  var subset: LessonSubset
  var loader: DataLoader

  /// Tokens of one epoch as PyTorch would pad them.
  ///
  /// Batches padded to their longest row are counted as the first epoch had them: `order` holds the
  /// rows as they were visited.
  func paddedTokens(order: [Int]) -> Int {
    if case .toLength(let length) = subset.padding { return loader.rowsPerEpoch * length }
    let epoch = order.prefix(loader.rowsPerEpoch)
    return stride(from: 0, to: epoch.count, by: loader.batchSize).reduce(0) { sum, start in
      let batch = epoch[start..<min(start + loader.batchSize, epoch.count)]
      return sum + batch.count * subset.padding.length(of: batch.map { subset.rows[$0].ids })
    }
  }
}

/// A table with the order in which its rows are handed out.
struct RowLoader {
  var table: Table
  var loader: DataLoader
}

/// How columns were moved and scaled, by their names: each as many values as a row has of it.
struct TableScaler {
  var columns: [String: ColumnScaling]
}

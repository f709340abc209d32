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
}

/// A subset with the order in which its rows are handed out.
struct SubsetLoader {
  var subset: LessonSubset
  var loader: DataLoader

  /// Tokens of the first epoch's batches as PyTorch would pad them.
  func paddedTokens(seed: Int) -> Int {
    loader.epoch(TorchGenerator(seed: seed)).reduce(0) { sum, positions in
      sum + positions.count * subset.padding.length(of: positions.map { subset.rows[$0].ids })
    }
  }
}

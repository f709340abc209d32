import Engine
import Foundation

/// The reviews, and the subset of them that the notebook trains on.
struct ReviewData {
  /// The whole training split.
  let texts: [String]
  let rows: [TokenizedRow]

  init(_ csv: URL, model: URL, sizes: Sizes) throws {
    let data = try TextDataset.reviewsCSV(
      csv, textColumn: "text", labelColumn: "label", keep: (column: "source", value: "imdb"),
      classNames: ["negative", "positive"])
    let train = data.splits["train"] ?? TextDataset.Split()
    var generator = NumPyGenerator(seed: Workload.seed)
    let indices = generator.permutation(train.texts.count).prefix(sizes.rows)
    let tokenizer = try WordPieceTokenizer(folder: model)
    texts = train.texts
    rows = indices.map {
      TokenizedRow(
        ids: tokenizer.encode(train.texts[$0], maxLength: sizes.maxLength).ids,
        label: train.labels[$0])
    }
  }
}

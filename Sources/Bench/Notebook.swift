import Engine
import Foundation

/// The notebook's objects on the real model and reviews, made anew for every stage.
struct Notebook {
  static let seed = 42
  static let maxLength = 512

  let folder: URL
  let texts: [String]
  let rows: [TokenizedRow]
  let configuration: BertConfiguration

  init(model folder: URL, reviews: URL, rows count: Int) throws {
    self.folder = folder
    let data = try TextDataset.reviewsCSV(
      reviews, textColumn: "text", labelColumn: "label", keep: (column: "source", value: "imdb"),
      classNames: ["negative", "positive"])
    let train = data.splits["train"] ?? TextDataset.Split()
    var generator = NumPyGenerator(seed: Self.seed)
    let indices = generator.permutation(train.texts.count).prefix(count)
    let tokenizer = try WordPieceTokenizer(folder: folder)
    texts = train.texts
    rows = indices.map {
      TokenizedRow(
        ids: tokenizer.encode(train.texts[$0], maxLength: Self.maxLength).ids,
        label: train.labels[$0])
    }
    configuration = try BertConfiguration.read(folder: folder)
  }

  /// The backbone as loaded and frozen.
  func backbone() throws -> BertModel {
    let model = try BertModel(folder: folder)
    for parameter in model.parameters { parameter.requiresGradient = false }
    return model
  }

  /// Matrix-product operations to encode some rows once.
  func operations(_ rows: some Sequence<TokenizedRow>) -> Double {
    rows.reduce(0) { $0 + configuration.operations(tokens: $1.ids.count) }
  }

  /// Cell 10, or cell 16 with the backbone in training mode: seconds and operations executed.
  func train(
    dropout: Bool, epochs: Int, pool: WorkerPool
  ) throws -> (seconds: Double, operations: Double) {
    let backbone = try backbone()
    backbone.isTraining = dropout
    let generator = TorchGenerator(seed: Self.seed)
    let head = ClassifierHead(
      inputs: configuration.hiddenSize, hidden: 64, labels: 2, generator: generator)
    let training = ClassifierTraining(
      backbone: backbone, head: head, rows: rows,
      loader: DataLoader(rows: rows.count, batchSize: 16, shuffle: true),
      padding: .toLength(Self.maxLength),
      optimizer: AdamW(parameters: head.parameters, learningRate: 5e-5, weightDecay: 0.0005),
      epochs: epochs)
    let seconds = try timed {
      _ = try training.run(
        generator: TorchGenerator(seed: Self.seed), pool: pool, cancellation: Cancellation())
    }
    return (seconds, operations(rows) * Double(dropout ? epochs : 1))
  }
}

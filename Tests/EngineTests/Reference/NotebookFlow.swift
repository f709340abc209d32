import Foundation
import Testing

@testable import Engine

/// The notebook's objects on the real model and data, as its cells 2 to 8 leave them.
struct NotebookFlow {
  /// `make verify` asks for every trace in full.
  static var isThorough: Bool {
    ProcessInfo.processInfo.environment["LESSON_TEST_THOROUGH"] != nil
  }

  let tokenizer: WordPieceTokenizer
  let backbone: BertModel
  let head: Network
  let indices: [Int]
  let rows: [TokenizedRow]

  init(seed: Int = 42, rows count: Int = 1000) throws {
    let folder = try #require(TestAssets.model)
    let data = try TextDataset.reviewsCSV(
      try #require(TestAssets.reviews), textColumn: "text", labelColumn: "label",
      keep: (column: "source", value: "imdb"), classNames: ["negative", "positive"])
    let train = data.splits["train"] ?? TextDataset.Split(texts: [], labels: [])
    let tokenizer = try WordPieceTokenizer(folder: folder)
    var numpy = NumPyGenerator(seed: seed)
    indices = Array(numpy.permutation(train.texts.count).prefix(count))
    rows = indices.map {
      TokenizedRow(
        ids: tokenizer.encode(train.texts[$0], maxLength: 512).ids, label: train.labels[$0])
    }
    self.tokenizer = tokenizer
    backbone = try BertModel(folder: folder)
    for parameter in backbone.parameters { parameter.requiresGradient = false }
    head = .head(
      inputs: backbone.configuration.hiddenSize, hidden: 64, labels: 2,
      generator: TorchGenerator(seed: seed))
  }

  /// Both, as `nn.Sequential` names them.
  private var model: Network { Network(chain: [("0", BertFeatures(backbone)), ("1", head)]) }

  /// - Parameter all: whether the optimizer steps the backbone too; frozen parameters stay.
  func train(
    seed: Int = 42, maxBatches: Int? = nil, all: Bool = false,
    threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) throws -> TrainingOutcome {
    let parameters =
      (all ? backbone.parameters : []) + head.allParameters.map(\.parameter)
    return try ModuleTraining(
      model, loss: CrossEntropyLoss(), rows: LabelledRows(rows, padding: .toLength(512)),
      loop: Training(
        loader: DataLoader(rows: rows.count, batchSize: 16, shuffle: true),
        optimizer: AdamW(parameters: parameters, learningRate: 5e-5, weightDecay: 0.0005),
        epochs: 10, maxBatches: maxBatches)
    ).run(
      generator: TorchGenerator(seed: seed), pool: WorkerPool(threads: threads),
      cancellation: Cancellation())
  }

  func logits(of text: String, seed: Int = 42) throws -> [Float] {
    let ids = tokenizer.encode(text, maxLength: nil).ids
    let step = try model.forward(
      [.sequences(TokenSequences([ids], padding: .longestInBatch))],
      Pass(
        isTraining: true, goesBack: false, generator: TorchGenerator(seed: seed),
        pool: WorkerPool(threads: 1)))
    return try step.outputs[0].tensor("test").array
  }
}

import Engine
import Foundation

/// The notebook's objects on some model and rows, made anew for every stage.
struct Workload {
  static let seed = 42

  let model: URL
  let rows: [TokenizedRow]
  /// The same rows for other processes.
  let rowsFile: URL
  let sizes: Sizes
  let configuration: BertConfiguration

  init(model: URL, rows: [TokenizedRow], sizes: Sizes, scratch: ScratchFolder) throws {
    let file = scratch.file("rows-\(UUID().uuidString)")
    try RowsFile.write(rows, to: file)
    try self.init(model: model, rows: rows, rowsFile: file, sizes: sizes)
  }

  init(model: URL, rows: [TokenizedRow], rowsFile: URL, sizes: Sizes) throws {
    (self.model, self.rows, self.rowsFile, self.sizes) = (model, rows, rowsFile, sizes)
    configuration = try BertConfiguration.read(folder: model)
  }

  /// How the notebook pads.
  var notebookPadding: Padding { .toLength(sizes.maxLength) }

  /// Batches of the notebook's whole training.
  var allBatches: Int { sizes.epochs * ((rows.count + sizes.batchSize - 1) / sizes.batchSize) }

  /// The backbone as a stage starts with it.
  func backbone(_ stage: Stage) throws -> BertModel {
    let backbone = try BertModel(folder: model)
    backbone.isTraining = stage != .frozen
    for parameter in backbone.parameters { parameter.requiresGradient = stage == .tuned }
    return backbone
  }

  /// A training of a stage with a fresh head.
  ///
  /// - Parameters:
  ///   - positions: the rows it is about, unshuffled in one batch; all, shuffled, for `nil`.
  ///   - isGeneral: whether the BERT is a module like any other.
  func training(
    _ stage: Stage, backbone: BertModel, padding: Padding, positions: [Int]? = nil,
    isGeneral: Bool = false
  ) throws -> ModuleTraining {
    let head = Network.head(
      inputs: configuration.hiddenSize, hidden: 64, labels: 2,
      generator: TorchGenerator(seed: Self.seed))
    let trained = stage == .frozen ? [] : backbone.parameters
    let rows = positions.map { $0.map { self.rows[$0] } } ?? self.rows
    var training = ModuleTraining(
      Network(chain: [("0", BertFeatures(backbone)), ("1", head)]),
      loss: try LossCatalogue.entries.named(LossCatalogue.ofClassifiers).make(),
      rows: LabelledRows(rows, padding: padding),
      loop: Training(
        loader: DataLoader(
          rows: rows.count, batchSize: positions?.count ?? sizes.batchSize,
          shuffle: positions == nil),
        optimizer: AdamW(
          parameters: trained + head.allParameters.map(\.parameter), learningRate: 5e-5,
          weightDecay: 0.0005),
        epochs: positions == nil ? sizes.epochs : 1))
    training.isGeneral = isGeneral
    return training
  }

  /// Operations executed for some rows of a stage.
  func operations(_ stage: Stage, _ positions: some Sequence<Int>) -> Double {
    positions.reduce(0) {
      let tokens = rows[$1].ids.count
      let backward = stage == .tuned ? configuration.backwardOperations(tokens: tokens) : 0
      return $0 + configuration.forwardOperations(tokens: tokens) + backward
    }
  }
}

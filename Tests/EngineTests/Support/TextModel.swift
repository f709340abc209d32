@testable import Engine

/// A tiny BERT and the notebook's head as one model, `nn.Sequential` of both.
struct TextModel {
  let bert: BertModel
  let features: BertFeatures
  let head: Network
  let module: Network

  init(_ bert: BertModel, pooling: Pooling = .pooler, width: Int = 16) {
    self.bert = bert
    features = BertFeatures(bert, pooling)
    head = .head(inputs: width, hidden: 8, labels: 2, generator: TorchGenerator(seed: 42))
    module = Network(chain: [("0", features), ("1", head)])
  }

  /// With a BERT of which everything trains, dropout included.
  static func unfrozen(_ pooling: Pooling = .pooler) throws -> TextModel {
    let bert = try tinyBert()
    bert.isTraining = true
    for parameter in bert.parameters { parameter.requiresGradient = true }
    return TextModel(bert, pooling: pooling)
  }

  var parameters: [Parameter] { module.allParameters.map(\.parameter) }
  var headParameters: [Parameter] { head.allParameters.map(\.parameter) }

  /// All weights as bits.
  var bits: [UInt32] { parameters.flatMap { $0.value.array.map(\.bitPattern) } }

  func adamW(learningRate: Double = 1e-3, weightDecay: Double = 0.01) -> AdamW {
    AdamW(parameters: parameters, learningRate: learningRate, weightDecay: weightDecay)
  }

  func training(
    _ rows: [TokenizedRow], padding: Padding = .toLength(48), _ optimizer: any Optimizer,
    batchSize: Int, epochs: Int, maxBatches: Int? = nil
  ) -> ModuleTraining {
    ModuleTraining(
      module, loss: CrossEntropyLoss(), rows: LabelledRows(rows, padding: padding),
      loop: Training(
        loader: DataLoader(rows: rows.count, batchSize: batchSize, shuffle: true),
        optimizer: optimizer, epochs: epochs, maxBatches: maxBatches))
  }
}

/// Keeps the gradients of the first step by their names in a model, and changes nothing.
final class GradientKeeper: Optimizer {
  let groups: [ParameterGroup]
  var states: [ParameterState?] = []
  private let names: [String]
  private(set) var gradients: [String: [Float]] = [:]

  init(_ module: any Module) {
    let named = module.allParameters
    names = named.map(\.name)
    groups = [
      ParameterGroup(parameters: named.map(\.parameter), learningRate: 1, weightDecay: 0)
    ]
  }

  func step(_ settings: StepSettings, pool: WorkerPool) {
    for (name, parameter) in zip(names, parameters) {
      gradients[name] = parameter.gradient?.array
    }
  }
}

extension ModuleTraining {
  /// From seed 42.
  func run(
    threads: Int = 2, resuming: TrainingCheckpoint? = nil,
    cancellation: Cancellation = Cancellation(),
    onFeatures: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in },
    onStep: (TrainingStep) -> Void = { _ in }
  ) throws -> TrainingOutcome {
    try run(
      generator: TorchGenerator(seed: 42), pool: WorkerPool(threads: threads),
      cancellation: cancellation, resuming: resuming, onFeatures: onFeatures, onStep: onStep)
  }
}

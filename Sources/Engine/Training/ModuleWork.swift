/// The rows that a model learns from or is tried on: what goes in, and what should come out.
public struct LabelledRows {
  /// One an input of the model; the rows are outermost in each.
  public let inputs: [Activation]
  /// Classes, or numbers of the output's shape; the rows are outermost.
  public let targets: Activation

  public init(inputs: [Activation], targets: Activation) {
    (self.inputs, self.targets) = (inputs, targets)
  }

  /// Rows, as the targets have them.
  public var count: Int { targets.shape.first ?? 0 }

  /// Some rows, in the order asked for.
  public func rows(_ positions: [Int]) -> LabelledRows {
    LabelledRows(inputs: inputs.map { $0.rows(positions) }, targets: targets.rows(positions))
  }
}

/// Any module with any loss, trained and validated batch by batch: the general way.
public final class ModuleWork: BatchWork {
  /// Rows held out, tried in evaluation mode after each epoch.
  public struct Validation {
    /// Inputs and targets of the same shapes as the training's.
    public var rows: LabelledRows
    /// Of as many rows; it draws from the training's generator, after each epoch.
    public var loader: DataLoader

    public init(rows: LabelledRows, loader: DataLoader) {
      (self.rows, self.loader) = (rows, loader)
    }
  }

  private let training: ModuleTraining
  private let place: WorkPlace
  private var stream: BatchStream

  init(_ training: ModuleTraining, _ place: WorkPlace) {
    (self.training, self.place, stream) = (training, place, place.stream)
  }

  /// Nothing is drawn ahead: pictures draw as they are fetched, and dropout as the batch goes forward.
  var position: BatchStream.Position { stream.position }

  func next(weight: (BatchRows) -> Double) throws(EngineError) -> ComputedBatch? {
    guard let batch = stream.next() else { return nil }
    let rows = training.loop.loader.fetch(batch.rows, of: training.rows, stream.generator)
    return try compute(batch, rows, weight: weight(batch))
  }

  /// A batch forward, its loss, and back.
  func compute(
    _ batch: BatchRows, _ rows: LabelledRows, weight: Double
  ) throws(EngineError) -> ComputedBatch {
    let step = try forward(rows, isTraining: training.isTraining, goesBack: true)
    let output = try step.outputs[0].tensor("a loss")
    let (value, dOutput) = try training.loss.lossAndGradient(
      output: output, target: rows.targets, weight: weight)
    var dOutputs: [Tensor?] = [dOutput]
    for _ in step.outputs.dropFirst() { dOutputs.append(nil) }
    _ = step.backward(dOutputs, rows.inputs.map { _ in false })
    return ComputedBatch(batch: batch, loss: value, output: output)
  }

  /// The mean of the batches' losses, as a loop over a loader computes it.
  func validate() throws(EngineError) -> Double? {
    for loader in training.looks { loader.skip(stream.generator) }
    guard let validation = training.validation else { return nil }
    var sum = 0.0
    let batches = validation.loader.epoch(stream.generator)
    for batch in batches {
      let rows = validation.loader.fetch(batch, of: validation.rows, stream.generator)
      let step = try forward(rows, isTraining: false, goesBack: false)
      sum += Double(
        try training.loss.lossAndGradient(
          output: try step.outputs[0].tensor("a loss"), target: rows.targets, weight: 1
        ).loss)
    }
    return sum / Double(max(1, batches.count))
  }

  private func forward(
    _ rows: LabelledRows, isTraining: Bool, goesBack: Bool
  ) throws(EngineError) -> ModuleStep {
    let features = try training.features?.forward(
      rows.inputs, place.pass(isTraining: isTraining, goesBack: false))
    return try training.module.forward(
      features?.outputs ?? rows.inputs, place.pass(isTraining: isTraining, goesBack: goesBack))
  }
}

extension Activation {
  /// Some rows, in the order asked for.
  func rows(_ positions: [Int]) -> Activation {
    switch self {
    case .numbers(let tensor): return .numbers(tensor.rows(positions))
    case .indices(let indices):
      let width = indices.shape.dropFirst().reduce(1, *)
      var values: [Int32] = []
      values.reserveCapacity(positions.count * width)
      for position in positions {
        values += indices.values[position * width..<(position + 1) * width]
      }
      return .indices(
        Indices(shape: [positions.count] + indices.shape.dropFirst(), values: values))
    case .sequences(let texts): return .sequences(texts.rows(positions))
    }
  }
}

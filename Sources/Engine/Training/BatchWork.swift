/// A batch after its forward and backward pass: the gradients are in the parameters.
struct ComputedBatch {
  let batch: BatchRows
  let loss: Float
  /// Of the model, a row's first.
  let output: Tensor
}

/// How a training's batches are computed: the general way (``ModuleWork``), or one that knows what
/// it need not compute.
protocol BatchWork: AnyObject {
  /// The next batch, forward and back; `nil` when all are done.
  ///
  /// - Parameter weight: what its gradients are multiplied by, asked for once the batch is known.
  func next(weight: (BatchRows) -> Double) throws(EngineError) -> ComputedBatch?

  /// Where to go on after the batch that was computed last.
  var position: BatchStream.Position { get }

  /// The mean loss over the rows held out, after an epoch; `nil` where there are none.
  func validate() throws(EngineError) -> Double?
}

extension BatchWork {
  func validate() throws(EngineError) -> Double? { nil }
}

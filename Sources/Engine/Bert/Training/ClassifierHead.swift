/// The notebook's head: linear [inputs, hidden], ReLU, linear [hidden, labels].
public final class ClassifierHead {
  public let inputs: Int
  public let hidden: Int
  public let labels: Int
  /// PyTorch's `training`; a head has no dropout, so it changes nothing.
  public var isTraining = true
  private let linear1: Linear
  private let linear2: Linear

  /// A new head, drawn from a generator as `nn.Linear` draws: linear1 first.
  public init(inputs: Int, hidden: Int, labels: Int, generator: TorchGenerator) {
    (self.inputs, self.hidden, self.labels) = (inputs, hidden, labels)
    func linear(_ name: String, _ inputs: Int, _ outputs: Int) -> Linear {
      let drawn = LinearInitialization.draw(inputs: inputs, outputs: outputs, from: generator)
      return Linear(
        weight: Parameter(name: name + ".weight", value: drawn.weight),
        bias: Parameter(name: name + ".bias", value: drawn.bias))
    }
    linear1 = linear("linear1", inputs, hidden)
    linear2 = linear("linear2", hidden, labels)
  }

  /// linear1.weight [hidden, inputs], linear1.bias, linear2.weight [labels, hidden], linear2.bias.
  public var parameters: [Parameter] {
    [linear1.weight, linear1.bias, linear2.weight, linear2.bias]
  }

  /// Logits [B, labels] of features [B, inputs].
  public func logits(of features: Tensor) -> Tensor { forward(features).logits }

  /// The logits and what the backward pass needs of the forward pass.
  func forward(_ features: Tensor) -> (activations: Tensor, logits: Tensor) {
    let rows = features.shape[0]
    let activations = Tensor(shape: [rows, hidden])
    let logits = Tensor(shape: [rows, labels])
    forward(
      features.start, rows: rows, activations: activations.start, logits: logits.start)
    return (activations, logits)
  }

  /// The same in memory of the caller's: activations [B, hidden], logits [B, labels].
  func forward(
    _ features: UnsafePointer<Float>, rows: Int, activations: UnsafeMutablePointer<Float>,
    logits: UnsafeMutablePointer<Float>
  ) {
    linear1.forward(of: features, rows: rows, into: activations)
    kernels.relu(activations, count: rows * hidden)
    linear2.forward(of: activations, rows: rows, into: logits)
  }

  /// dFeatures [B, inputs], by way of dActivations [B, hidden].
  ///
  /// In the forward pass this was: logits = linear2(ReLU(linear1(features))).
  func inputGradient(
    dLogits: UnsafePointer<Float>, rows: Int, activations: UnsafePointer<Float>,
    dActivations: UnsafeMutablePointer<Float>, dFeatures: UnsafeMutablePointer<Float>?
  ) {
    linear2.inputGradient(dOutput: dLogits, rows: rows, into: dActivations)
    kernels.reluBackward(dActivations, output: activations, count: rows * hidden)
    if let dFeatures {
      linear1.inputGradient(dOutput: dActivations, rows: rows, into: dFeatures)
    }
  }

  /// Adds to the gradients of the parameters that ask for one, all rows of a batch at once.
  func parameterGradients(
    dLogits: UnsafePointer<Float>, rows: Int, activations: UnsafePointer<Float>,
    dActivations: UnsafePointer<Float>, features: UnsafePointer<Float>
  ) {
    linear2.parameterGradients(dOutput: dLogits, input: activations, rows: rows)
    linear1.parameterGradients(dOutput: dActivations, input: features, rows: rows)
  }

  /// Both for a whole batch, features taken as given.
  func backward(dLogits: Tensor, activations: Tensor, features: Tensor) {
    let rows = features.shape[0]
    let dActivations = Tensor(shape: activations.shape)
    inputGradient(
      dLogits: dLogits.start, rows: rows, activations: activations.start,
      dActivations: dActivations.start, dFeatures: nil)
    parameterGradients(
      dLogits: dLogits.start, rows: rows, activations: activations.start,
      dActivations: dActivations.start, features: features.start)
  }
}

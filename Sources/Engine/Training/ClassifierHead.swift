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
    if let features = features.values.baseAddress, let inside = activations.values.baseAddress,
      let out = logits.values.baseAddress
    {
      linear1.forward(of: features, rows: rows, into: inside)
      ReLU.forward(activations)
      linear2.forward(of: inside, rows: rows, into: out)
    }
    return (activations, logits)
  }

  /// Sets the gradients of the parameters that ask for one.
  ///
  /// In the forward pass this was: logits = linear2(ReLU(linear1(features))).
  func backward(dLogits: Tensor, activations: Tensor, features: Tensor) {
    let rows = features.shape[0]
    let dActivations = Tensor(shape: activations.shape)
    guard let dOut = dLogits.values.baseAddress, let inside = activations.values.baseAddress,
      let dInside = dActivations.values.baseAddress, let features = features.values.baseAddress
    else { return }
    linear2.backward(dOutput: dOut, input: inside, rows: rows, dInput: dInside)
    ReLU.backward(dActivations, output: activations)
    linear1.backward(dOutput: dInside, input: features, rows: rows, dInput: nil)
  }
}

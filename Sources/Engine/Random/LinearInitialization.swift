/// How `torch.nn.Linear` fills its parameters: weight first, then bias, both uniform.
///
/// Source: PyTorch, `torch/nn/modules/linear.py` (`kaiming_uniform_` with a = sqrt 5).
public enum LinearInitialization {
  /// Weights lie between minus and plus this, computed in double in PyTorch's order of operations.
  public static func weightBound(inputs: Int) -> Float {
    let gain = (2.0 / (1 + 5)).squareRoot()
    return Float(3.0.squareRoot() * (gain / Double(inputs).squareRoot()))
  }

  /// Biases lie between minus and plus this.
  public static func biasBound(inputs: Int) -> Float {
    Float(1 / Double(inputs).squareRoot())
  }

  /// Draws weight [outputs, inputs] and bias [outputs].
  public static func draw(
    inputs: Int, outputs: Int, from generator: TorchGenerator
  ) -> (weight: Tensor, bias: Tensor) {
    let weight = Tensor(shape: [outputs, inputs])
    let bias = Tensor(shape: [outputs])
    let weightBound = weightBound(inputs: inputs)
    for i in weight.values.indices {
      weight.values[i] = generator.uniform(-weightBound, weightBound)
    }
    let biasBound = biasBound(inputs: inputs)
    for i in bias.values.indices { bias.values[i] = generator.uniform(-biasBound, biasBound) }
    return (weight, bias)
  }
}

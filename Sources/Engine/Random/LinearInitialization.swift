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
    let weight = Parameter("weight", shape: [outputs, inputs])
    let bias = Parameter("bias", shape: [outputs])
    generator.fillLikeLinear(weight, bias, fanIn: inputs)
    return (weight.value, bias.value)
  }
}

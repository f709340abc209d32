/// Options that several optimizers have.
enum OptimizerOptions {
  static func learningRate(_ value: Double) -> NamedOption<Double> {
    notNegative("lr", default: value, "The learning rate.")
  }

  static func weightDecay(_ value: Double, _ summary: String) -> NamedOption<Double> {
    notNegative("weight_decay", default: value, summary)
  }

  /// Where weight decay is part of the gradient.
  static let weightDecay = weightDecay(
    0, "How much of the weights is added to their gradient.")

  static func epsilon(_ value: Double) -> NamedOption<Double> {
    notNegative("eps", default: value, "Added to the denominator.")
  }

  static func notNegative(
    _ name: String, default value: Double? = nil, _ summary: String
  ) -> NamedOption<Double> {
    .number(
      name, 0...Double.greatestFiniteMagnitude, expected: "a number of at least 0",
      default: value, summary)
  }

  static let betas = NamedOption<[Double]>(
    "betas", kind: .numbers, expected: "a list of two numbers from 0 to below 1",
    fallback: ("[0.9, 0.999]", [0.9, 0.999]),
    "How slowly the averages of gradients and of their squares move."
  ) {
    guard case .list(let items) = $0 else { return nil }
    let betas = items.compactMap { $0.double }
    guard betas.count == 2, items.count == 2, betas.allSatisfy({ $0 >= 0 && $0 < 1 }) else {
      return nil
    }
    return betas
  }

  /// What else PyTorch has, for every optimizer.
  static let refused = [
    "maximize": "is not supported: make the negative of the loss small instead",
    "foreach": "changes no result: leave it out",
    "fused": "changes no result: leave it out",
    "capturable": "changes no result: leave it out",
    "differentiable": "is not supported: nothing goes back through a step here",
  ]
}

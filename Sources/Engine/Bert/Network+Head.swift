extension Network {
  /// The notebook's head: linear [inputs, hidden], ReLU, linear [hidden, labels], drawn from a generator
  /// as PyTorch draws it.
  public static func head(
    inputs: Int, hidden: Int, labels: Int, generator: TorchGenerator
  ) -> Network {
    let head = Network(chain: [
      ("linear1", LinearLayer(inputs, hidden)), ("relu", ReLULayer()),
      ("linear2", LinearLayer(hidden, labels)),
    ])
    head.initialize(from: generator)
    return head
  }
}

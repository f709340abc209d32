/// The weights that a model had after the epoch with the least loss over the rows held out.
public struct BestWeights: Sendable, Codable, Equatable {
  /// Over the rows held out; of equal ones the first.
  public let loss: Double
  private let parameters, buffers: [[Float]]

  init(loss: Double, _ parameters: [Parameter], _ buffers: [ModuleBuffer]) {
    self.loss = loss
    self.parameters = parameters.map { $0.value.array }
    self.buffers = buffers.map { $0.value.array }
  }

  /// Puts them back into the model that they are from.
  func restore(_ parameters: [Parameter], _ buffers: [ModuleBuffer]) {
    for (parameter, values) in zip(parameters, self.parameters) {
      parameter.restore(Tensor(shape: parameter.shape, values: values))
    }
    for (buffer, values) in zip(buffers, self.buffers) { buffer.restore(values) }
  }
}

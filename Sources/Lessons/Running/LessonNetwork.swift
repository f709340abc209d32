import Engine
import Records

/// A model of layers as a lesson's names hold it.
///
/// It begins in training mode, as PyTorch's modules do.
final class LessonNetwork: LessonModel {
  let module: Network
  let namedParameters: [(name: String, parameter: Parameter)]
  let namedBuffers: [(name: String, buffer: ModuleBuffer)]
  var isTraining = true

  init(_ module: Network) {
    self.module = module
    namedParameters = module.allParameters
    namedBuffers = module.allBuffers
  }

  var parameters: [Parameter] { namedParameters.map(\.parameter) }
  var buffers: [ModuleBuffer] { namedBuffers.map(\.buffer) }

  /// All tensors, each as a record has it.
  var summary: JSONValue {
    TensorSummary.of(
      namedParameters.map { ($0.name, $0.parameter.value) }
        + namedBuffers.map { ($0.name, $0.buffer.value) })
  }

  /// The layer that a tensor belongs to.
  static func layer(of tensor: String) -> String {
    let parts = tensor.split(separator: ".")
    return parts.count > 1 ? parts.dropLast().joined(separator: ".") : tensor
  }

  /// What comes out for some rows; dropout draws, and batch normalization learns, in training mode
  /// alone.
  func output(of inputs: [Activation], _ context: RunContext) throws(EngineError) -> Tensor {
    try module.output(of: inputs, context.pass(isTraining: isTraining))
  }
}

extension Network {
  /// What comes out first, which must be numbers.
  func output(of inputs: [Activation], _ pass: Pass) throws(EngineError) -> Tensor {
    guard case .numbers(let output) = try forward(inputs, pass).outputs[0] else {
      throw .invalidInput(.outputOfNoNumbers)
    }
    return output
  }
}

extension RunContext {
  /// What a model needs to be tried on some rows in the current step.
  func pass(
    isTraining: Bool, progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) -> Pass {
    Pass(
      isTraining: isTraining, goesBack: false, generator: generator, pool: pool,
      cancellation: cancellation, progress: progress)
  }
}

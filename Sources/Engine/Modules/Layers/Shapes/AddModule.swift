/// The sum of two or more inputs of one shape, as in a residual block.
final class AddModule: Module {
  static let entry = CatalogueEntry<any Module>(
    name: "add", pytorch: "torch.add", summary: "The sum of several inputs of one shape.",
    spelling: PyTorchSpelling(
      .function { inputs, _ in
        inputs.dropFirst().reduce(inputs[0]) { sum, input in "\(sum) + \(input)" }
      })
  ) { _ in AddModule() }

  func outputs(of inputs: [ActivationShape]) throws(ShapeProblem) -> [ActivationShape] {
    guard inputs.count > 1, inputs.allSatisfy({ $0 == inputs[0] }), inputs[0].kind == .numbers
    else { throw ShapeProblem(expected: "two or more inputs of one shape", found: inputs) }
    return [inputs[0]]
  }

  func forward(_ inputs: [Activation], _ pass: Pass) throws(EngineError) -> ModuleStep {
    let terms = try inputs.map { (input) throws(EngineError) in try input.tensor("add") }
    let sum = terms[0].copy()
    sum.isTimeFirst = terms[0].isTimeFirst
    for term in terms.dropFirst() { kernels.add(term.start, to: sum.start, count: sum.count) }
    return ModuleStep([.numbers(sum)]) { dOutputs, wanted in wanted.map { $0 ? dOutputs[0] : nil } }
  }
}

extension Activation {
  /// The numbers that it must be.
  func tensor(_ module: String) throws(EngineError) -> Tensor {
    guard case .numbers(let tensor) = self else {
      throw .invalidInput(.kind(.numbers, neededBy: module))
    }
    return tensor
  }
}

/// `nn.NLLLoss`: the negative of the right class's value, for outputs that are logarithms already.
final class NLLLoss: ClassLoss {
  static let entry = CatalogueEntry<any Loss>(
    name: "nll", pytorch: "torch.nn.NLLLoss",
    summary: "Negative log-likelihood of classes, for an output of log-probabilities.",
    named: [LossOptions.weight.described, LossOptions.reduction.described],
    refused: LossOptions.refusedOfClasses,
    spelling: PyTorchSpelling(tensors: [LossOptions.weight.name])
  ) { options throws(OptionProblem) in
    NLLLoss(
      weight: try LossOptions.weights(LossOptions.weight, options),
      reduction: try LossOptions.reduction(options))
  }

  let weight: [Double]?
  let reduction: Reduction

  init(weight: [Double]? = nil, reduction: Reduction = .mean) {
    (self.weight, self.reduction) = (weight, reduction)
  }

  func lossAndGradient(
    output: Tensor, target: Activation, weight factor: Double
  ) throws(EngineError) -> (loss: Float, dOutput: Tensor) {
    let labels = try labels(output, target)
    let rows = ClassRows(output)
    let divisor = divisor(labels)
    let dOutput = Tensor(shape: output.shape)
    var loss = 0.0
    for (i, label) in labels.enumerated() {
      let place = rows.start(i) + Int(label) * rows.places
      let share = weight?[Int(label)] ?? 1
      loss -= share * Double(output.start[place])
      dOutput.start[place] = Float(-share * factor / divisor)
    }
    return (Float(loss / divisor), dOutput)
  }
}

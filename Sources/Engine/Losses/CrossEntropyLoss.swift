/// `nn.CrossEntropyLoss`: log-softmax over the classes, and the negative logarithm of the right one.
///
/// The mean is weighted, as PyTorch's is: the sum of the losses by the sum of the targets' weights.
/// Source: PyTorch, `aten/src/ATen/native/LossNLL.cpp`, `cross_entropy_loss_label_smoothing`.
final class CrossEntropyLoss: ClassLoss {
  private static let labelSmoothing = NamedOption.number(
    "label_smoothing", 0...1, expected: "a number from 0 to 1", default: 0,
    "How much of the target is spread evenly over all classes.")

  static let entry = CatalogueEntry<any Loss>(
    name: "cross_entropy", pytorch: "torch.nn.CrossEntropyLoss",
    summary: "Cross-entropy of logits with classes.",
    named: [
      LossOptions.weight.described, LossOptions.reduction.described, labelSmoothing.described,
    ],
    refused: LossOptions.refusedOfClasses,
    spelling: PyTorchSpelling(tensors: [LossOptions.weight.name])
  ) { options throws(OptionProblem) in
    CrossEntropyLoss(
      weight: try LossOptions.weights(LossOptions.weight, options),
      labelSmoothing: try options.read(labelSmoothing),
      reduction: try LossOptions.reduction(options))
  }

  let weight: [Double]?
  let labelSmoothing: Double
  let reduction: Reduction

  init(weight: [Double]? = nil, labelSmoothing: Double = 0, reduction: Reduction = .mean) {
    (self.weight, self.labelSmoothing, self.reduction) = (weight, labelSmoothing, reduction)
  }

  var isMeanOfRows: Bool { weight == nil && reduction == .mean }

  func lossAndGradient(
    output: Tensor, target: Activation, weight factor: Double
  ) throws(EngineError) -> (loss: Float, dOutput: Tensor) {
    let labels = try labels(output, target)
    let rows = ClassRows(output)
    let divisor = divisor(labels)
    let dOutput = Tensor(uninitialized: output.shape)
    let others = labelSmoothing / Double(rows.classes)
    let sum = others * (weight?.reduce(0, +) ?? Double(rows.classes))
    var loss = 0.0
    withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.classes) { powers in
      (weight ?? []).withUnsafeBufferPointer { weights in
        var shares = CrossEntropy.Shares(others: others, sum: sum)
        shares.weights = weight == nil ? nil : weights.baseAddress
        for (i, label) in labels.enumerated() {
          let start = rows.start(i)
          shares.label = (1 - labelSmoothing) * (shares.weights?[Int(label)] ?? 1)
          loss += CrossEntropy.lossAndGradient(
            logits: output.start + start, stride: rows.places, label: Int(label), shares: shares,
            scale: factor / divisor, dLogits: dOutput.start + start, powers: powers)
        }
      }
    }
    return (Float(loss / divisor), dOutput)
  }
}

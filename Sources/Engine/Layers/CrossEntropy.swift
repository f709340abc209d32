/// Cross-entropy of logits with class labels, averaged over the batch, and its gradient.
///
/// Computed in double precision and rounded once; PyTorch's `F.cross_entropy` in single.
enum CrossEntropy {
  /// One row's logsumexp(logits) - logits[label], and the gradient of `weight` times that.
  ///
  /// - Parameters:
  ///   - logits: [classes].
  ///   - label: below the number of classes.
  ///   - weight: the row's share of the loss, 1 / B in a batch of B rows.
  ///   - dLogits: [classes], becomes (softmax(logits) - onehot(label)) * weight.
  static func lossAndGradient(
    logits: UnsafeBufferPointer<Float>, label: Int, weight: Double,
    dLogits: UnsafeMutablePointer<Float>
  ) -> Double {
    let (loss, probabilities) = lossAndProbabilities(logits: logits, label: label)
    for (j, probability) in probabilities.enumerated() {
      let target = j == label ? 1.0 : 0.0
      dLogits[j] = Float((probability - target) * weight)
    }
    return loss
  }

  /// The mean over rows, and its gradient by the logits.
  ///
  /// - Parameters:
  ///   - logits: [B, classes].
  ///   - labels: B classes, each below the number of classes.
  ///   - weight: what the gradient is multiplied by: 1 unless several batches make one step.
  /// - Returns: the loss and dLogits [B, classes].
  static func lossAndGradient(
    logits: Tensor, labels: [Int], weight: Double = 1
  ) -> (loss: Float, dLogits: Tensor) {
    let (rows, classes) = (logits.shape[0], logits.shape[1])
    let dLogits = Tensor(shape: logits.shape)
    var loss = 0.0
    for row in 0..<rows {
      loss += lossAndGradient(
        logits: UnsafeBufferPointer(start: logits.start + row * classes, count: classes),
        label: labels[row], weight: weight / Double(rows),
        dLogits: dLogits.start + row * classes)
    }
    return (Float(loss / Double(rows)), dLogits)
  }

  /// logsumexp(logits) - logits[label] of one row, in double precision.
  static func loss(logits: [Float], label: Int) -> Double {
    lossAndProbabilities(logits: logits, label: label).loss
  }

  /// The same, and softmax(logits), [classes].
  private static func lossAndProbabilities(
    logits: some Collection<Float>, label: Int
  ) -> (loss: Double, probabilities: [Double]) {
    let values = logits.map(Double.init)
    // Subtracted first, so that no power is infinite.
    let largest = values.max() ?? 0
    let powers = values.map { Elementary.exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return (largest + Elementary.log(sum) - values[label], powers.map { $0 / sum })
  }
}

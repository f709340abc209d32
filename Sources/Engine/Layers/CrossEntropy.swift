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
    let values = logits.map(Double.init)
    let largest = values.max() ?? 0
    let powers = values.map { Elementary.exp($0 - largest) }
    let sum = powers.reduce(0, +)
    for j in values.indices {
      let target = j == label ? 1.0 : 0.0
      dLogits[j] = Float((powers[j] / sum - target) * weight)
    }
    return largest + Elementary.log(sum) - values[label]
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
    let values = logits.map(Double.init)
    let largest = values.max() ?? 0
    let sum = values.reduce(0) { $0 + Elementary.exp($1 - largest) }
    return largest + Elementary.log(sum) - values[label]
  }
}

/// Cross-entropy of logits with class labels, averaged over the batch, and its gradient.
enum CrossEntropy {
  /// The mean over rows of logsumexp(logits) - logits[label], and its gradient by the logits.
  ///
  /// Computed in double precision and rounded once; PyTorch's `F.cross_entropy` in single.
  ///
  /// - Parameters:
  ///   - logits: [B, classes].
  ///   - labels: B classes, each below the number of classes.
  /// - Returns: the loss and dLogits [B, classes] = (softmax(logits) - onehot(label)) / B.
  static func lossAndGradient(logits: Tensor, labels: [Int]) -> (loss: Float, dLogits: Tensor) {
    let rows = logits.shape[0]
    let classes = logits.shape[1]
    let dLogits = Tensor(shape: logits.shape)
    var loss = 0.0
    for row in 0..<rows {
      let values = (0..<classes).map { Double(logits.values[row * classes + $0]) }
      let largest = values.max() ?? 0
      let powers = values.map { Elementary.exp($0 - largest) }
      let sum = powers.reduce(0, +)
      loss += largest + Elementary.log(sum) - values[labels[row]]
      for j in 0..<classes {
        let target = j == labels[row] ? 1.0 : 0.0
        dLogits.values[row * classes + j] = Float((powers[j] / sum - target) / Double(rows))
      }
    }
    return (Float(loss / Double(rows)), dLogits)
  }
}

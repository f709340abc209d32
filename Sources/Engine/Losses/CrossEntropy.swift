/// Cross-entropy of logits with class labels, averaged over the batch, and its gradient.
///
/// Computed in double precision and rounded once; PyTorch's `F.cross_entropy` in single.
enum CrossEntropy {
  /// How much a row's loss has of each class.
  ///
  /// The loss of a row is `label` (logsumexp(z) - z[label]) + the sum over classes of `others` times
  /// their weight times (logsumexp(z) - z[class]).
  struct Shares {
    var label = 1.0
    var others = 0.0
    /// [classes]; `nil` where all are 1.
    var weights: UnsafePointer<Double>?
    /// The sum of all classes' `others` times weight.
    var sum = 0.0
  }

  /// One row's loss, and the gradient of `scale` times that.
  ///
  /// - Parameters:
  ///   - logits: of the first class; the next is `stride` further on.
  ///   - label: below the number of classes.
  ///   - dLogits: as the logits, becomes
  ///     ((label + sum) softmax(z) - label onehot - others weights) scale.
  ///   - powers: [classes], memory to work with.
  static func lossAndGradient(
    logits: UnsafePointer<Float>, stride: Int, label: Int, shares: Shares, scale: Double,
    dLogits: UnsafeMutablePointer<Float>, powers: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    // Subtracted first, so that no power is infinite.
    var largest = Double(logits[0])
    for j in powers.indices { largest = max(largest, Double(logits[j * stride])) }
    var sum = 0.0
    for j in powers.indices {
      let power = Double(logits[j * stride]) - largest
      powers[j] = power == 0 ? 1 : Elementary.exp(power)
      sum += powers[j]
    }
    let logSum = largest + Elementary.log(sum)
    var loss = shares.label * (logSum - Double(logits[label * stride]))
    let all = shares.label + shares.sum
    for j in powers.indices {
      let own = j == label ? shares.label : 0
      dLogits[j * stride] = Float((all * (powers[j] / sum) - own) * scale)
    }
    guard shares.others != 0 else { return loss }
    for j in powers.indices {
      let own = j == label ? shares.label : 0
      let other = shares.others * (shares.weights?[j] ?? 1)
      loss += other * (logSum - Double(logits[j * stride]))
      dLogits[j * stride] = Float((all * (powers[j] / sum) - own - other) * scale)
    }
    return loss
  }

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
    guard let start = logits.baseAddress else { return 0 }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: logits.count) { powers in
      lossAndGradient(
        logits: start, stride: 1, label: label, shares: Shares(), scale: weight,
        dLogits: dLogits, powers: powers)
    }
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
    let dLogits = Tensor(uninitialized: logits.shape)
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

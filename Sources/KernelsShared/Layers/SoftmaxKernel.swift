import KernelInterface

/// e to the x, divided by its sum, along each row.
extension VectorKernels {
  public static func softmax(
    _ scores: UnsafeMutablePointer<Float>, dropped: UnsafeMutablePointer<Float>, rows: Int,
    columns: Int, stride: Int, dropout: DropoutBits?
  ) {
    let end = (columns &+ 15) & ~15
    var number = 0
    while number < rows {
      let row = scores + number &* stride
      var j = columns
      while j < end {
        row[j] = -.infinity
        j &+= 1
      }
      var largest = row[lanes: 0]
      j = 16
      while j < end {
        largest = largest.maximum(row[lanes: j])
        j &+= 16
      }
      let shift = Lanes(repeating: largest.largest)
      var sum = Lanes()
      j = 0
      while j < end {
        let power = ElementaryLanes.exp(row[lanes: j] - shift)
        row[lanes: j] = power
        sum += power
        j &+= 16
      }
      let inverse = Lanes(repeating: 1 / sum.total)
      j = 0
      if let bits = dropout?.row(number) {
        let out = dropped + number &* stride
        while j < end {
          let probability = row[lanes: j] * inverse
          row[lanes: j] = probability
          out[lanes: j] = bits.apply(to: probability, at: j)
          j &+= 16
        }
      } else {
        while j < end {
          row[lanes: j] = row[lanes: j] * inverse
          j &+= 16
        }
      }
      number &+= 1
    }
  }

  /// In the forward pass this was: p = softmax(s), d = dropout(p).
  ///
  /// So dp = dropout(dd) with the same decisions, and ds = p (dp - Σ dp p).
  public static func softmaxBackward(
    _ dScores: UnsafeMutablePointer<Float>, probabilities: UnsafePointer<Float>,
    dropped: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int,
    dropout: DropoutBits?
  ) {
    let end = (columns &+ 15) & ~15
    var number = 0
    while number < rows {
      let row = dScores + number &* stride
      let probability = probabilities + number &* stride
      var j = columns
      while j < end {
        row[j] = 0
        j &+= 1
      }
      var sum = Lanes()
      j = 0
      if let bits = dropout?.row(number) {
        let out = dropped + number &* stride
        while j < end {
          let p = probability[lanes: j]
          let dp = bits.apply(to: row[lanes: j], at: j)
          out[lanes: j] = bits.apply(to: p, at: j)
          row[lanes: j] = dp
          sum += dp * p
          j &+= 16
        }
      } else {
        while j < end {
          sum += row[lanes: j] * probability[lanes: j]
          j &+= 16
        }
      }
      let mean = Lanes(repeating: sum.total)
      j = 0
      while j < end {
        row[lanes: j] = probability[lanes: j] * (row[lanes: j] - mean)
        j &+= 16
      }
      number &+= 1
    }
  }
}

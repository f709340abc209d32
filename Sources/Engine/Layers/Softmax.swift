/// e to the x, divided by its sum, along a row.
public enum Softmax {
  /// The probabilities of a few logits, computed in double precision.
  public static func probabilities(_ logits: [Float]) -> [Float] {
    guard let largest = logits.max() else { return [] }
    let powers = logits.map { Elementary.exp(Double($0) - Double(largest)) }
    let sum = powers.reduce(0, +)
    return powers.map { Float($0 / sum) }
  }

  /// One row of attention scores [columns] to probabilities in place, and where dropout is given
  /// their dropped copy into `dropped`.
  ///
  /// Both rows lie in memory that goes on to the next multiple of 8; what stands there is
  /// overwritten. They may be the same row if the probabilities themselves are not needed.
  @inline(__always)
  static func forward(
    _ row: UnsafeMutablePointer<Float>, into dropped: UnsafeMutablePointer<Float>, columns: Int,
    dropout: Dropout?, dropoutRow: Int
  ) {
    let end = (columns + 7) / 8 * 8
    for j in columns..<end { row[j] = -.infinity }
    var largest = row[vector: 0]
    var j = 8
    while j < end {
      largest = largest.maximum(row[vector: j])
      j += 8
    }
    let shift = SIMD8<Float>(repeating: largest.largest)
    var sum = SIMD8<Float>(repeating: 0)
    j = 0
    while j < end {
      let power = Elementary.exp(row[vector: j] - shift)
      row[vector: j] = power
      sum += power
      j += 8
    }
    let inverse = SIMD8<Float>(repeating: 1 / sum.total)
    if let dropout {
      dropout.mask.withRow(dropoutRow) { bits in
        for vector in 0..<(end / 8) {
          let probability = row[vector: 8 * vector] * inverse
          row[vector: 8 * vector] = probability
          dropped[vector: 8 * vector] = dropout.apply(to: probability, bits, vector: vector)
        }
      }
    } else {
      j = 0
      while j < end {
        row[vector: j] = row[vector: j] * inverse
        j += 8
      }
    }
  }

  /// One row of the gradient of dropped probabilities [columns] to the scores' gradient in place,
  /// and where dropout is given the dropped probabilities once more into `dropped`.
  ///
  /// In the forward pass this was: p = softmax(s), d = dropout(p). So dp = dropout(dd) with the same
  /// decisions, and ds = p (dp - Σ dp p). Rows go on to the next multiple of 8 as above.
  @inline(__always)
  static func backward(
    _ row: UnsafeMutablePointer<Float>, _ probabilities: UnsafePointer<Float>,
    dropped: UnsafeMutablePointer<Float>, columns: Int, dropout: Dropout?, dropoutRow: Int
  ) {
    let end = (columns + 7) / 8 * 8
    for j in columns..<end { row[j] = 0 }
    var sum = SIMD8<Float>(repeating: 0)
    if let dropout {
      dropout.mask.withRow(dropoutRow) { bits in
        for vector in 0..<(end / 8) {
          let p = probabilities[vector: 8 * vector]
          let dp = dropout.apply(to: row[vector: 8 * vector], bits, vector: vector)
          dropped[vector: 8 * vector] = dropout.apply(to: p, bits, vector: vector)
          row[vector: 8 * vector] = dp
          sum += dp * p
        }
      }
    } else {
      var j = 0
      while j < end {
        sum += row[vector: j] * probabilities[vector: j]
        j += 8
      }
    }
    let mean = SIMD8<Float>(repeating: sum.total)
    var j = 0
    while j < end {
      row[vector: j] = probabilities[vector: j] * (row[vector: j] - mean)
      j += 8
    }
  }
}

/// e to the x, divided by its sum, along a row.
public enum Softmax {
  /// The probabilities of a few logits, computed in double precision.
  public static func probabilities(_ logits: [Float]) -> [Float] {
    guard let largest = logits.max() else { return [] }
    let powers = logits.map { Elementary.exp(Double($0) - Double(largest)) }
    let sum = powers.reduce(0, +)
    return powers.map { Float($0 / sum) }
  }

  /// One row of attention scores [columns] to probabilities in place, dropout applied where given.
  ///
  /// The row lies in memory that goes on to the next multiple of 8; what stands there is overwritten.
  @inline(__always)
  static func forward(
    _ row: UnsafeMutablePointer<Float>, columns: Int, dropout: Dropout?, dropoutRow: Int
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
          row[vector: 8 * vector] = dropout.apply(
            to: row[vector: 8 * vector] * inverse, bits, vector: vector)
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
}

/// Layer normalization (Ba, Kiros and Hinton, 2016): each row to mean 0 and variance 1 (the biased
/// one), then scaled and shifted by learned weights.
struct LayerNorm {
  let weight: Parameter
  let bias: Parameter
  let epsilon: Float

  /// Normalizes rows [rows, columns] in place; `columns` is a multiple of 8.
  func forward(_ values: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
    guard let weight = weight.value.values.baseAddress, let bias = bias.value.values.baseAddress
    else { return }
    for row in 0..<rows {
      normalize(values + row * columns, columns: columns, weight: weight, bias: bias)
    }
  }

  /// out = LayerNorm(residual + dropout(values + bias)) on [rows, columns]: the end of each half of
  /// a BERT layer, in one pass over the memory.
  ///
  /// `out` may be `residual`.
  func forward(
    adding values: UnsafePointer<Float>, bias addedBias: Parameter, dropout: Dropout?,
    to residual: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>,
    rows: Int, columns: Int
  ) {
    guard let weight = weight.value.values.baseAddress, let bias = bias.value.values.baseAddress,
      let addedBias = addedBias.value.values.baseAddress
    else { return }
    for row in 0..<rows {
      let start = row * columns
      let line = out + start
      if let dropout {
        dropout.mask.withRow(row) { bits in
          var j = 0
          while j < columns {
            let kept = dropout.apply(
              to: values[vector: start + j] + addedBias[vector: j], bits, vector: j / 8)
            line[vector: j] = kept + residual[vector: start + j]
            j += 8
          }
        }
      } else {
        var j = 0
        while j < columns {
          line[vector: j] =
            (values[vector: start + j] + addedBias[vector: j]) + residual[vector: start + j]
          j += 8
        }
      }
      normalize(line, columns: columns, weight: weight, bias: bias)
    }
  }

  /// One row: mean, then variance around it, then the scaled result.
  ///
  /// Sums in one fixed order.
  @inline(__always)
  private func normalize(
    _ row: UnsafeMutablePointer<Float>, columns: Int,
    weight: UnsafePointer<Float>, bias: UnsafePointer<Float>
  ) {
    let scale = 1 / Float(columns)
    var sum = SIMD8<Float>(repeating: 0)
    var j = 0
    while j < columns {
      sum += row[vector: j]
      j += 8
    }
    let mean = SIMD8<Float>(repeating: sum.total * scale)
    var squares = SIMD8<Float>(repeating: 0)
    j = 0
    while j < columns {
      let centred = row[vector: j] - mean
      squares += centred * centred
      j += 8
    }
    let inverse = SIMD8<Float>(repeating: 1 / (squares.total * scale + epsilon).squareRoot())
    j = 0
    while j < columns {
      row[vector: j] = (row[vector: j] - mean) * inverse * weight[vector: j] + bias[vector: j]
      j += 8
    }
  }
}

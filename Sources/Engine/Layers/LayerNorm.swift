/// Layer normalization (Ba, Kiros and Hinton, 2016): each row to mean 0 and variance 1 (the biased
/// one), then scaled and shifted by learned weights.
struct LayerNorm {
  let weight: Parameter
  let bias: Parameter
  let epsilon: Float

  /// What the backward pass needs of a forward pass over some rows.
  struct Kept {
    /// The rows before scaling and shifting, [rows, columns].
    let normalized: UnsafeMutablePointer<Float>
    /// Each row's 1 / √(variance + ε), [rows].
    let inverse: UnsafeMutablePointer<Float>
  }

  /// Normalizes rows [rows, columns] in place; `columns` is a multiple of 8.
  func forward(
    _ values: UnsafeMutablePointer<Float>, rows: Int, columns: Int, keeping kept: Kept?
  ) {
    for row in 0..<rows {
      normalize(values + row * columns, row: row, columns: columns, keeping: kept)
    }
  }

  /// out = LayerNorm(residual + dropout(values + bias)) on [rows, columns]: the end of each half of
  /// a BERT layer, in one pass over the memory.
  ///
  /// `out` may be `residual`.
  func forward(
    adding values: UnsafePointer<Float>, bias addedBias: Parameter, dropout: Dropout?,
    to residual: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>,
    rows: Int, columns: Int, keeping kept: Kept?
  ) {
    let addedBias = addedBias.value.start
    for row in 0..<rows {
      let start = row * columns
      let line = out + start
      if let dropout {
        dropout.mask.withRow(row) { bits in
          var j = 0
          while j < columns {
            let dropped = dropout.apply(
              to: values[vector: start + j] + addedBias[vector: j], bits, vector: j / 8)
            line[vector: j] = dropped + residual[vector: start + j]
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
      normalize(line, row: row, columns: columns, keeping: kept)
    }
  }

  /// One row: mean, then variance around it, then the scaled result.
  ///
  /// Sums in one fixed order.
  @inline(__always)
  private func normalize(
    _ line: UnsafeMutablePointer<Float>, row: Int, columns: Int, keeping kept: Kept?
  ) {
    let weight = weight.value.start
    let bias = bias.value.start
    let scale = 1 / Float(columns)
    var sum = SIMD8<Float>(repeating: 0)
    var j = 0
    while j < columns {
      sum += line[vector: j]
      j += 8
    }
    let mean = SIMD8<Float>(repeating: sum.total * scale)
    var squares = SIMD8<Float>(repeating: 0)
    j = 0
    while j < columns {
      let centred = line[vector: j] - mean
      squares += centred * centred
      j += 8
    }
    let inverse = SIMD8<Float>(repeating: 1 / (squares.total * scale + epsilon).squareRoot())
    if let kept {
      let normalized = kept.normalized + row * columns
      kept.inverse[row] = inverse[0]
      j = 0
      while j < columns {
        normalized[vector: j] = (line[vector: j] - mean) * inverse
        line[vector: j] = normalized[vector: j] * weight[vector: j] + bias[vector: j]
        j += 8
      }
    } else {
      j = 0
      while j < columns {
        line[vector: j] = (line[vector: j] - mean) * inverse * weight[vector: j] + bias[vector: j]
        j += 8
      }
    }
  }

  /// Replaces the gradient of some rows' output by that of their input, and adds to the gradients
  /// of weight and bias, dWeight [columns] and dBias [columns].
  ///
  /// In the forward pass this was: x̂ = (x - mean) / √(variance + ε), y = x̂ w + b. So dw = Σ dy x̂,
  /// db = Σ dy, and with g = dy w: dx = (g - mean(g) - x̂ mean(g x̂)) / √(variance + ε).
  func backward(
    _ dValues: UnsafeMutablePointer<Float>, kept: Kept, rows: Int, columns: Int,
    dWeight: UnsafeMutablePointer<Float>, dBias: UnsafeMutablePointer<Float>
  ) {
    let weight = weight.value.start
    let scale = 1 / Float(columns)
    for row in 0..<rows {
      let line = dValues + row * columns
      let normalized = kept.normalized + row * columns
      var sum = SIMD8<Float>(repeating: 0)
      var products = SIMD8<Float>(repeating: 0)
      var j = 0
      while j < columns {
        let dy = line[vector: j]
        let x = normalized[vector: j]
        let g = dy * weight[vector: j]
        dWeight[vector: j] += dy * x
        dBias[vector: j] += dy
        line[vector: j] = g
        sum += g
        products += g * x
        j += 8
      }
      let mean = SIMD8<Float>(repeating: sum.total * scale)
      let slope = SIMD8<Float>(repeating: products.total * scale)
      let inverse = SIMD8<Float>(repeating: kept.inverse[row])
      j = 0
      while j < columns {
        line[vector: j] = (line[vector: j] - mean - normalized[vector: j] * slope) * inverse
        j += 8
      }
    }
  }
}

import KernelInterface

/// Layer normalization (Ba, Kiros and Hinton, 2016): each row to mean 0 and variance 1 (the biased
/// one), then scaled and shifted by learned weights.
extension VectorKernels {
  public static func normalize(
    _ values: UnsafeMutablePointer<Float>, _ weights: NormWeights, rows: Int, columns: Int,
    keeping kept: NormalizedRows?
  ) {
    var row = 0
    while row < rows {
      let line = values + row &* columns
      var sum = Lanes()
      forEachLanes(to: columns) {
        sum += line[lanes: $0]
      } rest: {
        sum += line[lanes: $0, $1]
      }
      normalize(line, sum: sum.total, weights, row: row, columns: columns, keeping: kept)
      row &+= 1
    }
  }

  public static func normalize(
    adding values: UnsafePointer<Float>, bias: UnsafePointer<Float>, dropout: DropoutBits?,
    to residual: UnsafePointer<Float>, _ weights: NormWeights,
    into out: UnsafeMutablePointer<Float>, rows: Int, columns: Int, keeping kept: NormalizedRows?
  ) {
    var row = 0
    while row < rows {
      let start = row &* columns
      let (values, residual, line) = (values + start, residual + start, out + start)
      var sum = Lanes()
      if let bits = dropout?.row(row) {
        forEachLanes(to: columns) { j in
          let added = bits.apply(to: values[lanes: j] + bias[lanes: j], at: j) + residual[lanes: j]
          line[lanes: j] = added
          sum += added
        } rest: { j, n in
          let dropped = bits.apply(to: values[lanes: j, n] + bias[lanes: j, n], at: j)
          let added = dropped + residual[lanes: j, n]
          line[lanes: j, n] = added
          sum += added
        }
      } else {
        forEachLanes(to: columns) { j in
          let added = (values[lanes: j] + bias[lanes: j]) + residual[lanes: j]
          line[lanes: j] = added
          sum += added
        } rest: { j, n in
          let added = (values[lanes: j, n] + bias[lanes: j, n]) + residual[lanes: j, n]
          line[lanes: j, n] = added
          sum += added
        }
      }
      normalize(line, sum: sum.total, weights, row: row, columns: columns, keeping: kept)
      row &+= 1
    }
  }

  /// One row: the variance around the mean, then the scaled result.
  @inline(__always)
  private static func normalize(
    _ line: UnsafeMutablePointer<Float>, sum: Float, _ weights: NormWeights, row: Int,
    columns: Int, keeping kept: NormalizedRows?
  ) {
    let (weight, bias) = (weights.weight, weights.bias)
    let scale = 1 / Float(columns)
    let mean = Lanes(repeating: sum * scale)
    var squares = Lanes()
    forEachLanes(to: columns) { j in
      let centred = line[lanes: j] - mean
      squares += centred * centred
    } rest: { j, n in
      let centred = (line[lanes: j, n] - mean).keepingFirst(n)
      squares += centred * centred
    }
    let root = 1 / (squares.total * scale + weights.epsilon).squareRoot()
    let inverse = Lanes(repeating: root)
    if let kept {
      let normalized = kept.normalized + row &* columns
      kept.inverse[row] = root
      forEachLanes(to: columns) { j in
        let value = (line[lanes: j] - mean) * inverse
        normalized[lanes: j] = value
        line[lanes: j] = value * weight[lanes: j] + bias[lanes: j]
      } rest: { j, n in
        let value = (line[lanes: j, n] - mean) * inverse
        normalized[lanes: j, n] = value
        line[lanes: j, n] = value * weight[lanes: j, n] + bias[lanes: j, n]
      }
    } else {
      forEachLanes(to: columns) { j in
        line[lanes: j] = (line[lanes: j] - mean) * inverse * weight[lanes: j] + bias[lanes: j]
      } rest: { j, n in
        let value = (line[lanes: j, n] - mean) * inverse
        line[lanes: j, n] = value * weight[lanes: j, n] + bias[lanes: j, n]
      }
    }
  }

  /// In the forward pass this was: x̂ = (x - mean) / √(variance + ε), y = x̂ w + b.
  ///
  /// So dw = Σ dy x̂, db = Σ dy, and with g = dy w: dx = (g - mean(g) - x̂ mean(g x̂)) / √(variance + ε).
  public static func normalizeBackward(
    _ dValues: UnsafeMutablePointer<Float>, weight: UnsafePointer<Float>, kept: NormalizedRows,
    rows: Int, columns: Int, dWeight: UnsafeMutablePointer<Float>,
    dBias: UnsafeMutablePointer<Float>
  ) {
    let scale = 1 / Float(columns)
    var row = 0
    while row < rows {
      let line = dValues + row &* columns
      let normalized = kept.normalized + row &* columns
      var sum = Lanes()
      var products = Lanes()
      forEachLanes(to: columns) { j in
        let (dy, x) = (line[lanes: j], normalized[lanes: j])
        let g = dy * weight[lanes: j]
        dWeight[lanes: j] += dy * x
        dBias[lanes: j] += dy
        line[lanes: j] = g
        sum += g
        products += g * x
      } rest: { j, n in
        let (dy, x) = (line[lanes: j, n], normalized[lanes: j, n])
        let g = dy * weight[lanes: j, n]
        dWeight[lanes: j, n] += dy * x
        dBias[lanes: j, n] += dy
        line[lanes: j, n] = g
        sum += g
        products += g * x
      }
      let mean = Lanes(repeating: sum.total * scale)
      let slope = Lanes(repeating: products.total * scale)
      let inverse = Lanes(repeating: kept.inverse[row])
      forEachLanes(to: columns) { j in
        line[lanes: j] = (line[lanes: j] - mean - normalized[lanes: j] * slope) * inverse
      } rest: { j, n in
        line[lanes: j, n] = (line[lanes: j, n] - mean - normalized[lanes: j, n] * slope) * inverse
      }
      row &+= 1
    }
  }
}

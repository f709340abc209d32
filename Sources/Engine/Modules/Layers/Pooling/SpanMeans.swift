/// Values along one dimension that make one mean.
struct MeanSpan {
  let range: Range<Int>
  /// What their sum is divided by, in this dimension.
  let divisor: Int
}

/// Means of rectangles of a plane, forward and backward: what all average pooling is.
struct SpanMeans {
  /// Of the output's rows and columns.
  private let rows, columns: [MeanSpan]
  private let planes, width, height: Int
  private let output: [Int]

  /// - Parameter spans: one list a dimension of the plane, one or two.
  init(_ spans: [[MeanSpan]], input: [Int], output: [Int]) {
    let single = [MeanSpan(range: 0..<1, divisor: 1)]
    (rows, columns) = spans.count == 1 ? (single, spans[0]) : (spans[0], spans[1])
    let extents = Array(input[2...]).asPicture(1)
    (height, width) = (extents[0], extents[1])
    planes = input[0] * input[1]
    self.output = output
  }

  func step(_ x: Tensor, _ pass: Pass) -> LayerStep {
    let y = Tensor(uninitialized: output)
    let size = height * width
    pass.pool.forEachRange(of: planes, cost: 2 * size) { range in
      for plane in range {
        forEachMean(plane) { place, row, column, divisor in
          var sum: Float = 0
          for i in row {
            for j in column { sum += x.start[plane * size + i * width + j] }
          }
          y.start[place] = sum / divisor
        }
      }
    }
    return LayerStep(y) { dY, wantsInput in
      guard wantsInput else { return nil }
      // In the forward pass this was: y = Σ x / n. So each dx gets dy / n.
      let dX = Tensor(shape: x.shape)
      pass.pool.forEachRange(of: planes, cost: 2 * size) { range in
        for plane in range {
          forEachMean(plane) { place, row, column, divisor in
            let share = dY.start[place] / divisor
            for i in row {
              for j in column { dX.start[plane * size + i * width + j] += share }
            }
          }
        }
      }
      return dX
    }
  }

  private func forEachMean(
    _ plane: Int, _ body: (_ place: Int, Range<Int>, Range<Int>, _ divisor: Float) -> Void
  ) {
    var place = plane * rows.count * columns.count
    for row in rows {
      for column in columns {
        body(place, row.range, column.range, Float(row.divisor * column.divisor))
        place += 1
      }
    }
  }
}

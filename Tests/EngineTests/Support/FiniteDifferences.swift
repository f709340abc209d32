import Testing

@testable import Engine

/// The slopes of a function of many variables, by central differences in double precision.
func slopes(at point: [Double], _ function: ([Double]) -> Double) -> [Double] {
  point.indices.map { index in
    var (above, below) = (point, point)
    above[index] += 1e-5
    below[index] -= 1e-5
    return (function(above) - function(below)) / 2e-5
  }
}

/// Expects single-precision gradients to be the slopes, to within a share of the largest of them.
func expectGradient(
  _ gradient: [Float], _ slopes: [Double], _ name: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let scale = slopes.map(abs).max() ?? 0
  #expect(scale > 0, "\(name): a gradient of zeros proves nothing", sourceLocation: sourceLocation)
  #expect(
    largestDifference(gradient, slopes) < 5e-6 * scale, "\(name)", sourceLocation: sourceLocation)
}

extension [Float] {
  var doubles: [Double] { map(Double.init) }
}

/// Masks of which about a tenth of the elements is dropped, as PyTorch draws them.
func sampleMask(rows: Int, columns: Int, seed: Int = 6, probability p: Double = 0.1) -> Dropout {
  var sampler = DropoutSampler(probability: p, maxColumns: columns)
  let generator = TorchGenerator(seed: seed)
  var mask = DropoutMask()
  mask.reshape(rows: rows, columns: columns)
  for row in 0..<rows {
    sampler.drawRow(columns, from: &generator.engine, into: mask.row(row))
  }
  return Dropout(mask: mask, probability: p)
}

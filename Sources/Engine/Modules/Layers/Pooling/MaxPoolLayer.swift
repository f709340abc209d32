/// `nn.MaxPool1d` and `nn.MaxPool2d`: the largest value of each window.
final class MaxPoolLayer: Layer {
  static let entry1d = entry(
    "max_pool1d", "torch.nn.MaxPool1d", dimensions: 1,
    "The largest value of each window of a series.")
  static let entry2d = entry(
    "max_pool2d", "torch.nn.MaxPool2d", dimensions: 2,
    "The largest value of each window of a picture.")

  private static func entry(
    _ name: String, _ pytorch: String, dimensions: Int, _ summary: String
  ) -> CatalogueEntry<any Module> {
    let kernel = PoolingWindow.kernel(dimensions)
    let stride = PoolingWindow.stride(dimensions)
    let padding = PoolingWindow.padding(dimensions)
    let dilation = ConvolutionOptions.dilation(dimensions)
    return CatalogueEntry(
      name: name, pytorch: pytorch, summary: summary, positional: [kernel.described],
      named: [
        stride.described, padding.described, dilation.described,
        PoolingWindow.roundsUp.described,
      ], refused: ["return_indices": "is not supported: only the values come out"],
      spelling: PyTorchSpelling(byPlace: 4)
    ) { options throws(OptionProblem) in
      MaxPoolLayer(
        try PoolingWindow(
          kernel: try options.read(kernel), stride: try options.read(stride),
          padding: try options.read(padding), dilation: try options.read(dilation),
          roundsUp: try options.read(PoolingWindow.roundsUp)))
    }
  }

  private let window: PoolingWindow

  init(_ window: PoolingWindow) { self.window = window }

  func output(of input: [Int]) throws(ShapeProblem) -> [Int] { try window.output(of: input) }

  /// x [rows, channels, …] to y [rows, channels, windows…].
  func forward(_ x: Tensor, _ pass: Pass) throws(EngineError) -> LayerStep {
    let shape = try outputShape(of: x.shape, "max pooling")
    let planes = shape[0] * shape[1]
    let (extents, positions) = (
      Array(x.shape[2...]).asPicture(1), Array(shape[2...]).asPicture(1)
    )
    let (size, count) = (extents[0] * extents[1], positions[0] * positions[1])
    let y = Tensor(uninitialized: shape)
    /// For each output the place of its value in its plane.
    let places = PlaceMemory(planes * count)
    let work = MaxPooling(window, extents: extents, positions: positions)
    pass.pool.forEachRange(of: planes, cost: 4 * count * window.kernel.reduce(1, *)) { range in
      for plane in range {
        work.forward(
          x.start + plane * size, into: y.start + plane * count,
          places: places.start + plane * count)
      }
    }
    return LayerStep(y) { dY, wantsInput in
      guard wantsInput else { return nil }
      // In the forward pass this was: y = the largest x of the window. So its dx gets all of dy.
      let dX = Tensor(shape: x.shape)
      pass.pool.forEachRange(of: planes, cost: 4 * count) { range in
        for plane in range {
          let (dX, dY) = (dX.start + plane * size, dY.start + plane * count)
          let places = places.start + plane * count
          for i in 0..<count { dX[Int(places[i])] += dY[i] }
        }
      }
      return dX
    }
  }
}

/// Places in planes of a picture, kept from the way there to the way back.
private final class PlaceMemory {
  let start: UnsafeMutablePointer<Int32>

  init(_ count: Int) { start = .allocate(capacity: max(1, count)) }

  deinit { start.deallocate() }
}

/// Max pooling of one plane.
private struct MaxPooling {
  private let window: (height: Int, width: Int)
  private let stride, padding, dilation: (Int, Int)
  private let extents, positions: (rows: Int, columns: Int)

  init(_ window: PoolingWindow, extents: [Int], positions: [Int]) {
    let (kernel, stride) = (window.kernel.asPicture(1), window.stride.asPicture(1))
    let (padding, dilation) = (window.padding.asPicture(0), window.dilation.asPicture(1))
    self.window = (kernel[0], kernel[1])
    (self.stride, self.padding) = ((stride[0], stride[1]), (padding[0], padding[1]))
    self.dilation = (dilation[0], dilation[1])
    self.extents = (extents[0], extents[1])
    self.positions = (positions[0], positions[1])
  }

  /// The first of the largest values counts, and NaN before all.
  func forward(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    places: UnsafeMutablePointer<Int32>
  ) {
    if window == (2, 2), stride == (2, 2), padding == (0, 0), dilation == (1, 1),
      2 * positions.rows <= extents.rows, 2 * positions.columns <= extents.columns
    {
      pairs(x, into: y, places: places)
    } else {
      windows(x, into: y, places: places)
    }
  }

  /// The usual case, two by two with no window past the end, without a branch: four at a time, and at
  /// the end four once more, some of which have been computed already.
  private func pairs(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    places: UnsafeMutablePointer<Int32>
  ) {
    let (width, columns) = (extents.columns, positions.columns)
    let right = SIMD4<Int32>(repeating: 1)
    let below = SIMD4<Int32>(repeating: Int32(truncatingIfNeeded: width))
    for row in 0..<positions.rows {
      let first = 2 &* row &* width
      var column = 0
      while column < columns {
        column = max(0, min(column, columns &- 4))
        let at = first &+ 2 &* column
        let upper = Candidates.load(x + at, columns &- column)
        let lower = Candidates.load(x + at + width, columns &- column)
        let place =
          SIMD4<Int32>(repeating: Int32(truncatingIfNeeded: at)) &+ SIMD4(0, 2, 4, 6)
        let best = Candidates(upper.evenHalf, place)
          .larger(Candidates(upper.oddHalf, place &+ right))
          .larger(
            Candidates(lower.evenHalf, place &+ below)
              .larger(Candidates(lower.oddHalf, place &+ below &+ right)))
        best.store(
          y + row &* columns + column, places + row &* columns + column,
          min(4, columns &- column))
        column &+= 4
      }
    }
  }

  private func windows(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>,
    places: UnsafeMutablePointer<Int32>
  ) {
    var output = 0
    for row in 0..<positions.rows {
      for column in 0..<positions.columns {
        var largest = -Float.infinity
        var place: Int?
        for i in 0..<window.height {
          let line = row &* stride.0 &- padding.0 &+ i &* dilation.0
          guard line >= 0, line < extents.rows else { continue }
          for j in 0..<window.width {
            let at = column &* stride.1 &- padding.1 &+ j &* dilation.1
            guard at >= 0, at < extents.columns else { continue }
            let value = x[line &* extents.columns &+ at]
            if place == nil || value > largest || value.isNaN {
              (largest, place) = (value, line &* extents.columns &+ at)
            }
          }
        }
        y[output] = largest
        places[output] = Int32(truncatingIfNeeded: place ?? 0)
        output &+= 1
      }
    }
  }
}

/// Four values that may be the largest of their windows, and where they are.
private struct Candidates {
  let values: SIMD4<Float>
  let places: SIMD4<Int32>

  init(_ values: SIMD4<Float>, _ places: SIMD4<Int32>) {
    (self.values, self.places) = (values, places)
  }

  /// The values of `count` windows of two, four at most.
  @inline(__always)
  static func load(_ x: UnsafePointer<Float>, _ count: Int) -> SIMD8<Float> {
    if count >= 4 { return UnsafeRawPointer(x).loadUnaligned(as: SIMD8<Float>.self) }
    var values = SIMD8<Float>()
    for i in 0..<2 &* count { values[i] = x[i] }
    return values
  }

  /// The first of the larger ones; NaN is larger than all, and the first of it stays.
  @inline(__always)
  func larger(_ other: Candidates) -> Candidates {
    let isOther = (other.values .> values) .| (other.values .!= other.values)
    let takes = isOther .& (values .== values)
    return Candidates(
      values.replacing(with: other.values, where: takes),
      places.replacing(with: other.places, where: takes))
  }

  @inline(__always)
  func store(
    _ y: UnsafeMutablePointer<Float>, _ targets: UnsafeMutablePointer<Int32>, _ count: Int
  ) {
    if count >= 4 {
      UnsafeMutableRawPointer(y).storeBytes(of: values, as: SIMD4<Float>.self)
      UnsafeMutableRawPointer(targets).storeBytes(of: places, as: SIMD4<Int32>.self)
      return
    }
    for i in 0..<count { (y[i], targets[i]) = (values[i], places[i]) }
  }
}

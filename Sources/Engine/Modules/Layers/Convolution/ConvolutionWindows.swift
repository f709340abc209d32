/// The windows of a picture as the columns of a matrix [window, columns].
///
/// With a stride of 1 the windows of a line's positions lie one place apart, and so do those of all
/// lines if the line's end is taken for positions, too: then each row of the matrix is a single run
/// of the picture, which is copied or added as a whole. What comes out for the positions that are none
/// is left out, and gets a gradient of 0.
struct ConvolutionWindows {
  let geometry: ConvolutionGeometry
  /// Whether a column more than there are positions stands between lines.
  private let isLoose: Bool
  /// Of the padded picture.
  private let height, width: Int

  init(_ geometry: ConvolutionGeometry) {
    self.geometry = geometry
    isLoose = geometry.stride == [1, 1] && !geometry.isPointwise
    // As far as the last window reaches.
    let reach = { (i: Int) in
      (geometry.positions[i] - 1) + geometry.dilation[i] * (geometry.kernel[i] - 1) + 1
    }
    (height, width) = (reach(0), reach(1))
  }

  /// Whether columns are positions.
  var isTight: Bool { !isLoose }

  var columns: Int {
    let (rows, columns) = (geometry.positions[0], geometry.positions[1])
    return isLoose ? (rows - 1) * width + columns : rows * columns
  }

  private var isPadded: Bool {
    geometry.padding != [0, 0] || height != geometry.height || width != geometry.width
  }

  final class Memory {
    /// [window, columns].
    let columns: Tensor
    /// The padded picture.
    fileprivate let padded: Tensor

    fileprivate init(_ columns: Tensor, _ padded: Tensor) {
      (self.columns, self.padded) = (columns, padded)
    }
  }

  func memory() -> Memory {
    Memory(
      Tensor(uninitialized: geometry.isPointwise ? [0] : [geometry.windowSize, columns]),
      Tensor(shape: isLoose && isPadded ? [geometry.channels, height, width] : [0]))
  }

  /// The matrix of a picture, in the memory given or where the picture is.
  func unfold(_ picture: UnsafePointer<Float>, _ memory: Memory) -> UnsafePointer<Float> {
    guard !geometry.isPointwise else { return picture }
    guard isLoose else {
      geometry.unfold(picture, into: memory.columns.start)
      return UnsafePointer(memory.columns.start)
    }
    var source = picture
    if isPadded {
      forEachLine { padded, line, count in
        (memory.padded.start + padded).update(from: picture + line, count: count)
      }
      source = UnsafePointer(memory.padded.start)
    }
    forEachRow { row, place in
      (memory.columns.start + row * columns).update(from: source + place, count: columns)
    }
    return UnsafePointer(memory.columns.start)
  }

  /// Adds the matrix to the picture that it is the gradient of.
  func fold(_ memory: Memory, addingTo picture: UnsafeMutablePointer<Float>) {
    guard isLoose else { return geometry.fold(adding: memory.columns.start, to: picture) }
    guard isPadded else {
      forEachRow { row, place in
        kernels.add(memory.columns.start + row * columns, to: picture + place, count: columns)
      }
      return
    }
    memory.padded.values.update(repeating: 0)
    forEachRow { row, place in
      kernels.add(
        memory.columns.start + row * columns, to: memory.padded.start + place, count: columns)
    }
    forEachLine { padded, line, count in
      kernels.add(memory.padded.start + padded, to: picture + line, count: count)
    }
    // The next picture finds zeros around it.
    memory.padded.values.update(repeating: 0)
  }

  /// Copies [channels, columns] to [channels, positions].
  func tighten(
    _ values: UnsafePointer<Float>, channels: Int, into result: UnsafeMutablePointer<Float>
  ) {
    forEachOutputLine(channels) { loose, tight, count in
      (result + tight).update(from: values + loose, count: count)
    }
  }

  /// Copies [channels, positions] to [channels, columns], 0 elsewhere.
  func loosen(
    _ values: UnsafePointer<Float>, channels: Int, into result: UnsafeMutablePointer<Float>
  ) {
    result.update(repeating: 0, count: channels * columns)
    forEachOutputLine(channels) { loose, tight, count in
      (result + loose).update(from: values + tight, count: count)
    }
  }

  @inline(__always)
  private func forEachOutputLine(
    _ channels: Int, _ body: (_ loose: Int, _ tight: Int, _ count: Int) -> Void
  ) {
    let (rows, count) = (geometry.positions[0], geometry.positions[1])
    for channel in 0..<channels {
      for row in 0..<rows {
        body(channel * columns + row * width, (channel * rows + row) * count, count)
      }
    }
  }

  /// Calls `body` for each row of the matrix, with the place of its run in the padded picture.
  @inline(__always)
  private func forEachRow(_ body: (_ row: Int, _ place: Int) -> Void) {
    var row = 0
    for channel in 0..<geometry.channels {
      for i in 0..<geometry.kernel[0] {
        for j in 0..<geometry.kernel[1] {
          let line = channel * height + i * geometry.dilation[0]
          body(row, line * width + j * geometry.dilation[1])
          row += 1
        }
      }
    }
  }

  /// Calls `body` for each line that picture and padded picture share.
  private func forEachLine(_ body: (_ padded: Int, _ line: Int, _ count: Int) -> Void) {
    let (top, left) = (geometry.padding[0], geometry.padding[1])
    let count = min(geometry.width, width - left)
    guard count > 0 else { return }
    for channel in 0..<geometry.channels {
      for line in 0..<max(0, min(geometry.height, height - top)) {
        body(
          (channel * height + line + top) * width + left,
          (channel * geometry.height + line) * geometry.width, count)
      }
    }
  }
}

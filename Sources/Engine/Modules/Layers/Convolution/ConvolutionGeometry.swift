/// How a kernel passes over a picture: each of its positions sees a window.
///
/// A series has pictures of height 1.
struct ConvolutionGeometry {
  /// Of the picture.
  let channels, height, width: Int
  /// [height, width] each.
  let kernel, stride, dilation: [Int]
  /// Zeros above and at the left; those below and at the right follow from the number of positions.
  let padding: [Int]
  /// Positions [rows, columns].
  let positions: [Int]

  var positionCount: Int { positions[0] * positions[1] }
  /// Values of a window in all channels.
  var windowSize: Int { channels * kernel[0] * kernel[1] }
  var pictureSize: Int { channels * height * width }

  /// Whether a window is a single value and every value has one.
  var isPointwise: Bool {
    windowSize == channels && stride == [1, 1] && positions == [height, width]
      && padding == [0, 0]
  }

  /// Positions of a kernel along an extent, all padding counted in; below 1 where it does not fit.
  static func positions(
    extent: Int, padding: Int, kernel: Int, stride: Int, dilation: Int
  ) -> Int {
    let room = extent + padding - dilation * (kernel - 1) - 1
    return room < 0 ? 0 : room / stride + 1
  }

  /// The positions along one dimension of the kernel whose value lies in the picture.
  private func inside(_ offset: Int, _ dimension: Int, extent: Int) -> Range<Int> {
    let shift = offset * dilation[dimension] - padding[dimension]
    let stride = stride[dimension]
    let first = shift >= 0 ? 0 : (-shift + stride - 1) / stride
    let end = extent - shift <= 0 ? 0 : (extent - shift + stride - 1) / stride
    let last = min(end, positions[dimension])
    return min(first, last)..<last
  }

  /// Writes every window as a column: columns [channels · kernel, positions], 0 outside the picture.
  func unfold(
    _ picture: UnsafePointer<Float>, into columns: UnsafeMutablePointer<Float>
  ) {
    forEachRun { row, column, source, count, before, after in
      let out = columns + row * positionCount + column
      (out - before).update(repeating: 0, count: before)
      if stride[1] == 1 {
        out.update(from: picture + source, count: count)
      } else {
        for i in 0..<count { out[i] = picture[source + i * stride[1]] }
      }
      (out + count).update(repeating: 0, count: after)
    }
  }

  /// Adds every column to its window: what ``unfold(_:into:)`` is the transpose of.
  func fold(
    adding columns: UnsafePointer<Float>, to picture: UnsafeMutablePointer<Float>
  ) {
    forEachRun { row, column, target, count, _, _ in
      let values = columns + row * positionCount + column
      let place = picture + target
      // Runs are short: a call of a kernel would cost more than it saves.
      if stride[1] == 1 {
        for i in 0..<count { place[i] += values[i] }
      } else {
        for i in 0..<count { place[i * stride[1]] += values[i] }
      }
    }
  }

  /// Calls `body` for each row of positions and each place of the kernel.
  ///
  /// - Parameter body: the row of ``unfold(_:into:)``'s result, the first column that lies in the
  ///   picture, its place there, how many follow, and how many columns before and after them do not.
  @inline(__always)
  private func forEachRun(
    _ body: (
      _ row: Int, _ column: Int, _ place: Int, _ count: Int, _ before: Int, _ after: Int
    ) -> Void
  ) {
    let (rows, width) = (positions[0], positions[1])
    var row = 0
    for channel in 0..<channels {
      for i in 0..<kernel[0] {
        let lines = inside(i, 0, extent: height)
        for j in 0..<kernel[1] {
          let run = inside(j, 1, extent: self.width)
          for y in 0..<rows {
            guard lines.contains(y), !run.isEmpty else {
              body(row, y * width + width, 0, 0, width, 0)
              continue
            }
            let line = y * stride[0] + i * dilation[0] - padding[0]
            let place = run.lowerBound * stride[1] + j * dilation[1] - padding[1]
            body(
              row, y * width + run.lowerBound, (channel * height + line) * self.width + place,
              run.count, run.lowerBound, width - run.upperBound)
          }
          row += 1
        }
      }
    }
  }
}

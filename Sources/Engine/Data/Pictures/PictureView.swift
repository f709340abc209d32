/// How a table's pictures are made ready to be looked at: numbers become bytes again, and what is large
/// becomes smaller.
public struct PictureView: Sendable, Equatable {
  /// What `normalize` took away and divided by, a number a channel; empty where it did neither.
  public var mean, std: [Float]
  /// The number that stands for white; 0 is black, and what lies outside is cut off.
  public var white: Double
  /// The most pixels that a side may have.
  public var longestSide: Int

  public init(mean: [Float] = [], std: [Float] = [], white: Double = 1, longestSide: Int) {
    (self.mean, self.std, self.white, self.longestSide) = (mean, std, white, longestSide)
  }

  /// The picture of a row.
  ///
  /// - Parameter column: of pictures, or of numbers [channels, height, width].
  /// - Throws: `unreadable` or `invalidData` for a file that is no picture.
  public func picture(of column: Table.Column, row: Int) throws(EngineError) -> Picture {
    let picture =
      try column.pictures?[row].read()
      ?? Picture(
        channels: column.shape[0], height: column.shape[1], width: column.shape[2],
        bytes: bytes(of: column.row(row).map { Float($0) }, channels: column.shape[0]))
    let longest = max(picture.height, picture.width)
    guard longest > longestSide else { return picture }
    return picture.resized(
      height: max(1, picture.height * longestSide / longest),
      width: max(1, picture.width * longestSide / longest))
  }

  /// In single precision, one rounding after the other, as PyTorch computes it.
  private func bytes(of values: [Float], channels: Int) -> [UInt8] {
    let size = max(1, values.count / channels)
    let scale = Float(255 / white)
    return values.enumerated().map { place, value in
      let restored = mean.isEmpty ? value : value * std[place / size] + mean[place / size]
      let byte = restored * scale
      return byte > 0 ? UInt8(min(byte, 255).rounded(.toNearestOrEven)) : 0
    }
  }
}

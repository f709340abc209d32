import Base
import Testing

@testable import Engine

/// Pictures made ready to be looked at, and written as PNG.
@Suite struct PictureViewTests {
  private func column(_ shape: [Int], _ values: [Double]) -> Table.Column {
    Table.Column("picture", shape: shape, values: values)
  }

  @Test func undoesWhatNormalizeDid() throws {
    // What the bytes 0, 51, 102 and 255 become with mean 0.5 and std 0.25.
    let values = [0, 0.2, 0.4, 1].map { ($0 - 0.5) / 0.25 }
    let view = PictureView(mean: [0.5], std: [0.25], longestSide: 96)
    let picture = try view.picture(of: column([1, 2, 2], values), row: 0)
    #expect(picture == Picture(channels: 1, height: 2, width: 2, bytes: [0, 51, 102, 255]))
  }

  @Test func cutsOffWhatIsDarkerThanBlackOrLighterThanWhite() throws {
    let view = PictureView(white: 2, longestSide: 96)
    let values = [-3, 0.5, 1.5, 9, .nan, 0, 1, 2]
    let picture = try view.picture(of: column([1, 2, 2], values), row: 0)
    // Halves to the even one: 63.75 and 191.25.
    #expect(picture.bytes == [0, 64, 191, 255])
    #expect(try view.picture(of: column([1, 2, 2], values), row: 1).bytes == [0, 0, 128, 255])
  }

  @Test func makesLargePicturesSmaller() throws {
    let wide = Picture(channels: 3, height: 2, width: 192, bytes: .init(repeating: 7, count: 1152))
    let pictures = Table.Column(
      "picture", values: [], pictures: [.inMemory(wide), .inMemory(wide)])
    let picture = try PictureView(longestSide: 96).picture(of: pictures, row: 1)
    #expect(
      picture == Picture(channels: 3, height: 1, width: 96, bytes: .init(repeating: 7, count: 288)))
  }

  @Test func leavesAThinPictureAPixel() throws {
    let thin = Picture(channels: 1, height: 200, width: 1, bytes: .init(repeating: 7, count: 200))
    let column = Table.Column("picture", values: [], pictures: [.inMemory(thin)])
    #expect(
      try PictureView(longestSide: 100).picture(of: column, row: 0)
        == Picture(channels: 1, height: 100, width: 1, bytes: .init(repeating: 7, count: 100)))
  }

  /// Read back by libpng, which checks every sum.
  @Test(arguments: [(1, 1, 1), (5, 3, 3), (300, 301, 1), (96, 96, 3)])
  func writesPNGThatOthersRead(height: Int, width: Int, channels: Int) throws {
    let pixels = (0..<height * width * channels).map {
      UInt8(truncatingIfNeeded: $0 &* 37 + $0 / 251)
    }
    let file = try #require(
      StoredPNG.file(pixels: pixels, height: height, width: width, channels: channels))
    let picture = try file.withUnsafeBytes { file throws in try PictureFile.decode(file) }
    #expect(picture.height == height && picture.width == width)
    // A picture that is read has three channels.
    let expected = channels == 3 ? pixels : pixels.flatMap { [$0, $0, $0] }
    #expect(picture.interleaved == expected)
  }

  @Test(arguments: [
    (0, 1, 1, 0), (1, 1, 2, 2), (2, 2, 1, 3), (-1, -4, 1, 4), (1 << 40, 1 << 40, 3, 8),
  ])
  func writesNothingThatIsNoPicture(height: Int, width: Int, channels: Int, count: Int) {
    let pixels = [UInt8](repeating: 1, count: count)
    #expect(
      StoredPNG.file(pixels: pixels, height: height, width: width, channels: channels) == nil)
  }
}

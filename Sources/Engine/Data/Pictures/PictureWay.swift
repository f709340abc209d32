/// A picture on its way through some steps.
public enum PictureWay: Sendable, Equatable {
  case bytes(Picture)
  /// [channels, height, width].
  case numbers([Float], channels: Int, height: Int, width: Int)

  /// What a step needs to know of the picture, without its pixels.
  public var layout: PictureLayout {
    switch self {
    case .bytes(let picture):
      PictureLayout(
        isBytes: true, channels: picture.channels, height: picture.height, width: picture.width)
    case .numbers(_, let channels, let height, let width):
      PictureLayout(isBytes: false, channels: channels, height: height, width: width)
    }
  }

  /// Takes all steps; the first that does not fit throws.
  public func taking(_ steps: [PictureStep]) throws(PictureStep.Problem) -> PictureWay {
    var way = self
    for step in steps { way = try way.taking(step) }
    return way
  }

  private func taking(_ step: PictureStep) throws(PictureStep.Problem) -> PictureWay {
    let layout = try step.layout(after: layout)
    switch self {
    case .bytes(let picture): return try Self.take(step, picture, layout)
    case .numbers(let values, let channels, let height, let width):
      return try Self.take(step, values, (channels, height, width), layout)
    }
  }

  private static func take(
    _ step: PictureStep, _ picture: Picture, _ layout: PictureLayout
  ) throws(PictureStep.Problem) -> PictureWay {
    let (height, width) = (layout.height ?? picture.height, layout.width ?? picture.width)
    var result = Picture(channels: layout.channels, height: height, width: width, bytes: [])
    switch step {
    case .picture, .normalize: return .bytes(picture)
    case .toTensor:
      return .numbers(
        picture.bytes.map { Float($0) / 255 }, channels: picture.channels, height: height,
        width: width)
    case .rgb: result.bytes = repeated(picture.bytes, picture.channels)
    case .grayscale(let channels):
      let grey = grey(picture)
      result.bytes = channels == 3 ? repeated(grey, 1) : grey
    case .resize: return .bytes(picture.resized(height: height, width: width))
    case .centerCrop:
      result.bytes = byChannel(picture.bytes, picture.channels) {
        cropped($0, picture.height, picture.width, to: height, width, around: 0)
      }
    }
    return .bytes(result)
  }

  private static func take(
    _ step: PictureStep, _ values: [Float], _ extents: (channels: Int, height: Int, width: Int),
    _ layout: PictureLayout
  ) throws(PictureStep.Problem) -> PictureWay {
    let (height, width) = (layout.height ?? extents.height, layout.width ?? extents.width)
    var result = values
    switch step {
    case .picture(let white):
      var bytes: [UInt8] = []
      bytes.reserveCapacity(values.count)
      for value in values {
        guard value >= 0, Double(value) <= white else {
          throw PictureStep.Problem("takes numbers from 0 to \(white), and there is \(value)")
        }
        bytes.append(UInt8((Double(value) * (255 / white)).rounded(.toNearestOrEven)))
      }
      return .bytes(
        Picture(channels: layout.channels, height: height, width: width, bytes: bytes))
    case .toTensor, .grayscale: break
    case .rgb: result = repeated(values, extents.channels)
    case .resize:
      result = byChannel(values, extents.channels) {
        PictureResizing.numbers(
          $0, height: extents.height, width: extents.width, to: height, width)
      }
    case .centerCrop:
      result = byChannel(values, extents.channels) {
        cropped($0, extents.height, extents.width, to: height, width, around: 0)
      }
    case .normalize(let mean, let std):
      let size = height * width
      for place in result.indices {
        result[place] = (result[place] - mean[place / size]) / std[place / size]
      }
    }
    return .numbers(result, channels: layout.channels, height: height, width: width)
  }

  fileprivate static func byChannel<Value>(
    _ values: [Value], _ channels: Int, _ body: ([Value]) -> [Value]
  ) -> [Value] {
    let size = values.count / channels
    return (0..<channels).flatMap { body(Array(values[$0 * size..<($0 + 1) * size])) }
  }

  private static func repeated<Value>(_ values: [Value], _ channels: Int) -> [Value] {
    channels == 1 ? values + values + values : values
  }

  /// Pillow's way from red, green and blue to grey, ITU-R 601-2: `Convert.c`, `rgb2l`.
  private static func grey(_ picture: Picture) -> [UInt8] {
    guard picture.channels == 3 else { return picture.bytes }
    let (bytes, size) = (picture.bytes, picture.height * picture.width)
    return (0..<size).map { place in
      let red = Int(bytes[place]) * 19595
      let green = Int(bytes[size + place]) * 38470
      return UInt8(
        truncatingIfNeeded: (red + green + Int(bytes[2 * size + place]) * 7471 + 0x8000) >> 16)
    }
  }

  /// The middle of a channel, with a margin where the channel is smaller: torchvision's `center_crop`.
  ///
  /// Where rows or columns left out are odd in number, halves are rounded to the even place; where a
  /// margin's are, one more lies behind.
  private static func cropped<Value>(
    _ values: [Value], _ height: Int, _ width: Int, to newHeight: Int, _ newWidth: Int,
    around margin: Value
  ) -> [Value] {
    func first(_ size: Int, _ new: Int) -> Int {
      new > size
        ? -((new - size) / 2) : Int((Double(size - new) / 2).rounded(.toNearestOrEven))
    }
    let (top, left) = (first(height, newHeight), first(width, newWidth))
    return (top..<top + newHeight).flatMap { row in
      (left..<left + newWidth).map { column in
        (0..<height).contains(row) && (0..<width).contains(column)
          ? values[row * width + column] : margin
      }
    }
  }
}

extension Picture {
  /// The picture in another size, as Pillow makes it: bilinear and antialiased.
  func resized(height: Int, width: Int) -> Picture {
    Picture(
      channels: channels, height: height, width: width,
      bytes: PictureWay.byChannel(bytes, channels) {
        PictureResizing.bytes($0, height: self.height, width: self.width, to: height, width)
      })
  }
}

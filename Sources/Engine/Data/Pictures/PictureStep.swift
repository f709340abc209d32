/// One step on a picture's way into a model, as torchvision's transforms of the same names.
public enum PictureStep: Sendable, Equatable {
  /// An extent for each side, or one for the shorter side.
  public enum Size: Sendable, Equatable {
    case exact(height: Int, width: Int)
    case shorterSide(Int)
  }

  /// Numbers from 0 to `white` become bytes, rounded to the nearest, halves to the even one.
  case picture(white: Double)
  /// Three equal channels of one; three stay.
  case rgb
  /// One channel of three, or that one three times.
  case grayscale(channels: Int)
  /// Bilinear and antialiased: of bytes as Pillow, of numbers as PyTorch.
  case resize(Size)
  case centerCrop(height: Int, width: Int)
  /// Bytes become numbers from 0 to 1.
  case toTensor
  /// (x - mean) / std, a pair a channel.
  case normalize(mean: [Float], std: [Float])

  /// Why a step cannot be taken, in a few words: what it needs and what there is.
  public struct Problem: Error, Equatable {
    /// After the step's name in a message: `needs …, and there is …`.
    public var reason: String

    init(_ reason: String) { self.reason = reason }
  }

  /// The layout of what the step makes of a picture.
  public func layout(after before: PictureLayout) throws(Problem) -> PictureLayout {
    var layout = before
    switch self {
    case .picture:
      guard !before.isBytes else {
        throw Problem("makes a picture of numbers, and it is one already")
      }
      layout.isBytes = true
    case .rgb:
      guard [1, 3].contains(before.channels) else {
        throw Problem("needs 1 or 3 channels, and there are \(before.channels)")
      }
      layout.channels = 3
    case .grayscale(let channels):
      guard before.isBytes, [1, 3].contains(before.channels) else {
        throw Problem(
          before.isBytes
            ? "needs 1 or 3 channels, and there are \(before.channels)"
            : "needs a picture, and after `to_tensor` it is none: put it before")
      }
      layout.channels = channels
    case .resize(.exact(let height, let width)): (layout.height, layout.width) = (height, width)
    case .resize(.shorterSide(let side)):
      guard let height = before.height, let width = before.width else { break }
      (layout.height, layout.width) = Self.sides(height, width, shorter: side)
    case .centerCrop(let height, let width):
      (layout.height, layout.width) = (height, width)
    case .toTensor:
      guard before.isBytes else {
        throw Problem("makes numbers of a picture, and they are numbers already")
      }
      layout.isBytes = false
    case .normalize(let mean, let std):
      guard !before.isBytes else { throw Problem("needs numbers: put it after `to_tensor`") }
      guard mean.count == before.channels, std.count == before.channels else {
        throw Problem(
          "needs a mean and a std for each of \(before.channels) channels, and has \(mean.count) and \(std.count)"
        )
      }
    }
    return layout
  }

  /// torchvision, `_compute_resized_output_size`.
  static func sides(_ height: Int, _ width: Int, shorter: Int) -> (Int, Int) {
    let (short, long) = (min(height, width), max(height, width))
    let other = max(1, Int(Double(shorter * long) / Double(short)))
    return height <= width ? (shorter, other) : (other, shorter)
  }
}

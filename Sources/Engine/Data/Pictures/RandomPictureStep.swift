/// One step on a picture's way into a model that draws anew each time that the picture is fetched, as
/// torchvision's transforms of the same names.
///
/// Each moves whole pixels. Source of what is drawn, and in which order: torchvision 0.29,
/// `transforms/transforms.py`.
public enum RandomPictureStep: Sendable, Equatable {
  /// Columns in the opposite order, with a probability from 0 to 1.
  case horizontalFlip(probability: Double)
  /// Rows in the opposite order, with a probability from 0 to 1.
  case verticalFlip(probability: Double)
  /// A part of the padded picture, of which each place is as likely.
  case crop(height: Int, width: Int, padding: Padding)

  /// Pixels of 0 around a picture.
  public struct Padding: Sendable, Equatable {
    public var left, top, right, bottom: Int

    public init(left: Int, top: Int, right: Int, bottom: Int) {
      (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
    }

    /// As many on each side.
    public init(_ pixels: Int = 0) {
      self.init(left: pixels, top: pixels, right: pixels, bottom: pixels)
    }
  }

  /// What has been drawn for one picture.
  enum Drawn: Equatable {
    case asItIs, columnsReversed, rowsReversed
    /// Where the part begins in the picture without its padding.
    case part(top: Int, left: Int)
  }

  /// The size of what comes out.
  func size(after height: Int, _ width: Int) throws(PictureStep.Problem) -> (
    height: Int, width: Int
  ) {
    guard case .crop(let newHeight, let newWidth, let padding) = self else {
      return (height, width)
    }
    let padded = padding.around(height, width)
    guard padded.height >= newHeight, padded.width >= newWidth else {
      throw PictureStep.Problem(
        "needs at least [\(newHeight), \(newWidth)], and there is [\(padded.height), \(padded.width)]"
          + (padding == Padding() ? "" : ", padding counted in"))
    }
    return (newHeight, newWidth)
  }

  /// Draws for one picture.
  ///
  /// `torch.rand(1) < p` compares in single precision; `torch.randint` takes one word's rest, the row's
  /// before the column's, and neither where there is one place alone.
  func draw(height: Int, width: Int, _ generator: TorchGenerator) -> Drawn {
    switch self {
    case .horizontalFlip(let probability):
      return generator.uniform(0, 1) < Float(probability) ? .columnsReversed : .asItIs
    case .verticalFlip(let probability):
      return generator.uniform(0, 1) < Float(probability) ? .rowsReversed : .asItIs
    case .crop(let newHeight, let newWidth, let padding):
      let padded = padding.around(height, width)
      let (down, across) = (padded.height - newHeight, padded.width - newWidth)
      guard down > 0 || across > 0 else { return .part(top: -padding.top, left: -padding.left) }
      let top = Int(generator.random()) % (down + 1)
      let left = Int(generator.random()) % (across + 1)
      return .part(top: top - padding.top, left: left - padding.left)
    }
  }
}

extension RandomPictureStep.Padding {
  /// The size of a picture with it.
  fileprivate func around(_ height: Int, _ width: Int) -> (height: Int, width: Int) {
    (height + top + bottom, width + left + right)
  }
}
